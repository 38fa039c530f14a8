import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, foldNom, indexedWords } from '../../src/domain/recherche/fold.ts'
import { toEntreesNom } from '../../src/domain/recherche/index-rows.ts'
import { departementOf, foldCommune, isAtLieu, readLieu } from '../../src/domain/recherche/lieu.ts'
import { isFound, rankNom, toQuestion, withoutTitre } from '../../src/domain/recherche/question.ts'
import { selectStructures } from '../../src/domain/recherche/select.ts'
import { structure } from '../support/construire.ts'
import { unNom, variantes } from '../support/noms.ts'

describe('a name is folded', () => {
  test.each([
    ['Hélène', 'HELENE'],
    ['He\u0301le\u0300ne', 'HELENE'],
    ['JEAN-PIERRE', 'JEAN PIERRE'],
    ['Jean\u2010Pierre', 'JEAN PIERRE'],
    ['D’HERVÉ', 'D HERVE'],
    ["D'Hervé", 'D HERVE'],
    ['D\u02BCHervé', 'D HERVE'],
    ['Œuvrard', 'OEUVRARD'],
    ['Lætitia', 'LAETITIA'],
    ['Strauß', 'STRAUSS'],
    ['Sørensen', 'SORENSEN'],
    ['Łukasz', 'LUKASZ'],
    ['Đorđe', 'DORDE'],
    ['St. Martin', 'ST MARTIN'],
    ['\u202EGRANITE', 'GRANITE'],
    ['GRA\u00ADNITE', 'GRANITE'],
    ['  granite\t basile ', 'GRANITE BASILE'],
    ['%_*"', ''],
  ])('%j: %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  test.each([
    ['LE GOFF', ['LE', 'GOFF', 'LEGOFF']],
    ['N GUYEN', ['N', 'GUYEN', 'NGUYEN']],
    ['DE LA TOUR', ['DE', 'LA', 'TOUR', 'DELATOUR', 'LATOUR']],
    ['GRANITE ARDOISE', ['GRANITE', 'ARDOISE']],
  ])('%s is found glued too', (words, indexed) => {
    expect(indexedWords(words.split(' '))).toEqual(indexed)
  })

  test('each particle is glued, and no other short word', () => {
    const particules =
      'DE DU DES LE LA LES DA DI DEL DELLA DOS EL AL ABD BEN VAN VON DER DEN TEN MAC MC SAINT SAINTE'
    for (const one of particules.split(' ')) {
      expect(indexedWords([one, 'GRANITE'])).toEqual([one, 'GRANITE', `${one}GRANITE`])
    }
    expect(indexedWords(['EN', 'GRANITE'])).toEqual(['EN', 'GRANITE'])
  })

  test('letters that do not decompose are those that people type', () => {
    expect(fold('œ Œ æ Æ ß ẞ ø Ø ł Ł đ Đ')).toBe('OE OE AE AE SS SS O O L L D D')
  })

  test('a title before a name is none of it', () => {
    for (const titre of 'Dr Docteur Pr Professeur Mme Madame Mlle Monsieur'.split(' ')) {
      expect(withoutTitre([titre, 'GRANITE'])).toEqual(['GRANITE'])
      expect(withoutTitre([titre])).toEqual([titre])
    }
    expect(withoutTitre(['BASILE', 'GRANITE'])).toEqual(['BASILE', 'GRANITE'])
  })
})

test('every word by which somebody is found begins one key, which holds all the others', () => {
  fc.assert(
    fc.property(unNom, unNom, (nom, prenom) => {
      const { mots } = foldNom(nom, prenom)
      const cles = toEntreesNom(nom, prenom).map(({ cle }) => cle)
      for (const mot of mots) {
        const own = cles.filter((cle) => cle === mot || new RegExp(`^${mot}[ ,]`, 'u').test(cle))
        expect(own.length).toBeGreaterThan(0)
        for (const cle of own) {
          for (const other of mots) expect(` ${cle}`).toContain(` ${other}`)
        }
      }
    }),
  )
})

test('whoever is found by a name is found by it however it is typed', () => {
  fc.assert(
    fc.property(unNom, unNom, (nom, prenom) => {
      for (const texte of variantes(nom, prenom)) {
        expect([texte, isFound(toQuestion({ texte }), foldNom(nom, prenom).mots)]).toEqual([
          texte,
          true,
        ])
      }
    }),
  )
})

test.each([
  ['GRANITE', 'Basile', 'granite basile', 0],
  ['GRANITE', 'Basile', 'basile granite', 0],
  ['GRANITE', 'Basile', 'granite bas', 1],
  ['GRANITE', 'Basile', 'granite', 1],
  ['GRANITE', 'Basile', 'gran', 2],
  ['ARDOISE-GRANITE', 'Basile', 'granite', 3],
  ['LE GOFF', 'Anne', 'legoff anne', 0],
])('%s %s answers « %s » with rank %i', (nom, prenom, texte, rang) => {
  expect(rankNom(toQuestion({ texte }), foldNom(nom, prenom))).toBe(rang)
})

describe('a place', () => {
  test.each([
    ['30000', { codePostal: '30000', commune: 'Nîmes' }, true],
    ['30', { codePostal: '30129', commune: 'X' }, true],
    ['Gard', { codePostal: '30129', commune: 'X' }, true],
    ['2a', { codePostal: '20090', commune: 'AJACCIO' }, true],
    ['2A', { codePostal: '20200', commune: 'BASTIA' }, false],
    ['974', { codePostal: '97400', commune: 'SAINT DENIS' }, true],
    ['NIMES', { codePostal: '30029', commune: 'Nîmes Cedex 9' }, true],
    ['nîmes', { codePostal: '30000', commune: 'NIMES' }, true],
    ['Paris', { codePostal: '92100', commune: 'PARISOT' }, false],
    ['Paris 8e', { codePostal: '75008', commune: 'Paris 08' }, true],
    ['Paris', { codePostal: '75008', commune: 'Paris 8e Arrondissement' }, true],
    ['st étienne', { codePostal: '42000', commune: 'SAINT-ETIENNE' }, true],
    ['99000 Villefictive', { codePostal: '99000', commune: 'VILLEFICTIVE' }, true],
    ['99001 Villefictive', { codePostal: '99000', commune: 'VILLEFICTIVE' }, false],
    ['Nîmes', null, false],
  ])('« %s » and %j: %s', (text, adresse, expected) => {
    const lieu = readLieu(text)
    expect(lieu !== null && isAtLieu(adresse, lieu)).toBe(expected)
  })

  test.each(['', '!!', '123', '1234567', '00', '%', '75008 75009'])('« %s » is none', (text) => {
    expect(readLieu(text)).toBeNull()
  })

  test('its parts', () => {
    expect(foldCommune('LYON CEDEX 03')).toBe('LYON')
    expect(departementOf('ABCDE')).toBeNull()
    expect(foldCommune('STE MARIE')).toBe('SAINTE MARIE')
  })

  test.each([
    ['01000', '01'],
    ['20000', '2A'],
    ['20169', '2A'],
    ['20704', '2A'],
    ['20200', '2B'],
    ['20407', '2B'],
    ['20620', '2B'],
    ['97100', '971'],
    ['97133', '977'],
    ['97150', '978'],
    ['97200', '972'],
    ['97300', '973'],
    ['97490', '974'],
    ['97500', '975'],
    ['97600', '976'],
    ['98600', '986'],
    ['98714', '987'],
    ['98800', '988'],
    ['99000', '99'],
    ['98000', null],
    ['97000', null],
    ['00100', null],
  ])('the postcode %s lies in %s', (codePostal, departement) => {
    expect(departementOf(codePostal)).toBe(departement)
    if (departement === null) return
    const lieu = readLieu(departement)
    expect(lieu !== null && isAtLieu({ codePostal, commune: null }, lieu)).toBe(true)
  })
})

test('a structure described twice stands where its best description does', () => {
  const bonne = structure({ F: '991000001', raisonSociale: 'GRANITE', secteur: 'SA01' })
  const autre = structure({ F: '991000002', raisonSociale: 'GRANITE DU SUD', secteur: 'SA01' })
  const moindre = { ...bonne, raisonSociale: 'CLINIQUE GRANITE' }
  const question = toQuestion({ texte: 'granite', quoi: 'structure' })
  for (const all of [
    [moindre, autre, bonne],
    [bonne, autre, moindre],
  ]) {
    expect(selectStructures(question, all)).toEqual({ trouves: [bonne, autre], tronque: false })
  }
})
