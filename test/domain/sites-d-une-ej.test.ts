import { describe, expect, test } from 'vitest'
import { answerStructure } from '../../src/domain/reponse/answer-structure.ts'
import type { Contexte } from '../../src/domain/demande.ts'
import type { Site } from '../../src/domain/situation-exercice.ts'
import { EJ, site, structure, type StructureInput } from '../support/construire.ts'

/** An EJ asked for itself, as its sites tell of it. */

const [UN, DEUX, TROIS] = ['991000101', '991000102', '991000103'] as const

const ask = (
  sites: Site[] | null,
  contexte: Contexte = {},
  de: StructureInput = {},
  jour = '2026-11-23',
) => {
  const vue = answerStructure({
    demande: {
      identifiant: { type: 'FINESS', valeur: EJ },
      jour,
      usages: [],
      contexte,
      identifiantEnvisage: null,
    },
    structures: [structure({ J: EJ, nature: 'EJ', sites, ...de })],
    fictif: true,
    sources: [],
  })
  const { issue, couloir, resume, regles, pourquoi } = vue
  return {
    issue,
    couloir,
    resume,
    regles,
    pourquoi,
    identifiant: vue.commandes[0]?.identifiant.valeur ?? null,
    bloquantes: vue.verifications.filter((one) => one.bloquante).map(({ code }) => code),
    ouvertes: vue.verifications.filter((one) => !one.bloquante).map(({ code }) => code),
    champs: vue.questions.map(({ champ }) => champ),
    alertes: [...vue.alertes, ...vue.commandes.flatMap((one) => one.alertes)].map(
      ({ code }) => code,
    ),
  }
}

const de = (finess: string, secteurActivite: string | null, categorie: string | null = null) =>
  site(finess, { secteurActivite, categorieEtablissement: categorie })

const SANS_LISTE = 'la liste des sites n’est pas connue'

describe('a libéral radiologist in one of the sites of a hospital', () => {
  const hopital = [de(UN, 'SA01'), de(DEUX, 'SA01')]

  test('which site is asked, by name; one RIS for all answers it too', () => {
    const vue = ask(hopital, { praticien: 'radiologue' })
    expect(vue).toMatchObject({ issue: 'a_verifier', bloquantes: ['H25'], identifiant: null })
    expect(vue.champs).toContain('contexte.ris')
    for (const finess of [UN, DEUX]) expect(vue.resume).toContain(finess)
    expect(vue.regles).toContain('plateau-technique-site-a-demander')
    expect(ask(hopital, { praticien: 'radiologue', ris: 'unique' })).toMatchObject({
      issue: 'decide',
      identifiant: EJ,
    })
    expect(ask(hopital, { praticien: 'radiologue', ris: 'par-site' }).bloquantes).toEqual(['H25'])
  })

  test('who practises there is asked, since the answer is another for him', () => {
    expect(ask(hopital)).toMatchObject({ issue: 'decide', identifiant: EJ })
    expect(ask(hopital).ouvertes).toContain('H24')
  })

  test('where no site is open, the EJ is the only one known; where none is listed, it is not', () => {
    const sans = ask([], { praticien: 'radiologue' }, { secteur: 'SA01' })
    expect(sans).toMatchObject({ issue: 'decide', identifiant: EJ })
    const inconnus = ask(null, { praticien: 'radiologue' }, { secteur: 'SA01' })
    expect(inconnus).toMatchObject({ issue: 'a_verifier', bloquantes: ['H25'] })
    expect(inconnus.resume).toContain(SANS_LISTE)
  })
})

describe('sites that are not listed are not sites that it lacks', () => {
  test.each(['SA33', 'SA05', 'SA52'])('of the sector %s: which site, without names', (secteur) => {
    expect(ask(null, {}, { secteur })).toMatchObject({ bloquantes: ['H25'], identifiant: null })
    expect(ask(null, {}, { secteur }).resume).toContain(SANS_LISTE)
  })

  test.each([
    ['SA33', ['H05']],
    ['SA52', ['H19']],
  ])('of the sector %s with no open site: %j', (secteur, bloquantes) => {
    const ferme = [site(UN, { fermeture: '2020-01-01' })]
    for (const sites of [[], ferme])
      expect(ask(sites, {}, { secteur })).toMatchObject({ bloquantes })
  })

  test('a hospital with one system per site', () => {
    const contexte: Contexte = { systemeInformation: 'par-site' }
    expect(ask(null, contexte, { secteur: 'SA01' })).toMatchObject({ bloquantes: ['H25'] })
  })

  test('whose the software of a maison de santé is decides only where it has no FINESS EG', () => {
    const contexte: Contexte = { logiciel: 'praticien', praticien: 'medecin' }
    expect(ask(null, contexte, { secteur: 'SA52' })).toMatchObject({ bloquantes: ['H25'] })
    expect(ask([], contexte, { secteur: 'SA52' })).toMatchObject({ issue: 'sans_certificat' })
  })
})

describe('médico-social sites, told by their category, beside others', () => {
  test('their sector is none of a hospital’s: it orders for both, and they are told of', () => {
    const vue = ask([de(UN, 'SA01'), de(DEUX, 'SA17', '500')])
    expect(vue).toMatchObject({ issue: 'decide', couloir: 'hopital', identifiant: EJ })
    expect(vue.alertes).toEqual(expect.arrayContaining(['SITES_MEDICO_SOCIAUX']))
  })

  test.each([null, '355'])('their sector does not speak for a site (category %s) without', (of) => {
    const vue = ask([de(UN, null, of), de(DEUX, 'SA01', '500')])
    expect(vue).toMatchObject({ issue: 'a_verifier', bloquantes: ['H01'], identifiant: null })
    expect(vue.pourquoi.join(' ')).toContain(DEUX)
  })

  test('a sector that cannot be read matters on another site only', () => {
    expect(ask([de(UN, 'SA01'), de(DEUX, 'SA99', '500')])).toMatchObject({ issue: 'decide' })
    expect(ask([de(UN, 'SA01'), de(DEUX, 'SA99')])).toMatchObject({ bloquantes: ['H01'] })
  })

  test('beside any other class, and beside a sector of theirs without a category: H01', () => {
    expect(ask([de(UN, 'SA05'), de(DEUX, null, '500')])).toMatchObject({ bloquantes: ['H01'] })
    expect(ask([de(UN, 'SA01'), de(DEUX, 'SA17')])).toMatchObject({ bloquantes: ['H01'] })
  })
})

describe('dialysis', () => {
  const AVANT = '2022-12-15'
  const clinique = { secteur: 'SA04' }

  test.each([
    ['without a sector of its own', {}],
    ['with the sector of a clinic', clinique],
  ])('an EJ %s whose sites are all dialysis centres is one', (_, own) => {
    const sites = [de(UN, 'SA04', '141'), de(DEUX, 'SA04', '146'), de(TROIS, null, '141')]
    for (const jour of [AVANT, '2023-06-15', '2026-11-23']) {
      const vue = ask(sites, {}, own, jour)
      expect(vue).toMatchObject({ issue: 'decide', identifiant: EJ })
      expect(vue.regles).toEqual(expect.arrayContaining(['centre-de-dialyse', 'dialyse-des-sites']))
      expect(vue.ouvertes).not.toContain('H12')
    }
  })

  test('one whose category, or sector, says it is not told by its sites', () => {
    const sites = [de(UN, 'SA34'), de(DEUX, 'SA34')]
    expect(ask(sites, {}, { secteur: 'SA34' }).regles).not.toContain('dialyse-des-sites')
    const autre = ask(sites, {}, { ...clinique, r66: '355' }, AVANT)
    expect(autre.regles).toContain('hopital-prive-avant-2023')
  })

  test('a clinic with dialysis centres is a clinic; médico-social sites do not count', () => {
    const mixte = [de(UN, 'SA04', '141'), de(DEUX, 'SA04', '365')]
    expect(ask(mixte, {}, {}, AVANT)).toMatchObject({ bloquantes: ['H25'] })
    expect(ask(mixte).regles).toContain('hopital-prive-depuis-octobre-2023')
    const beside = [de(UN, 'SA04', '141'), de(DEUX, null, '500')]
    expect(ask(beside, {}, {}, AVANT)).toMatchObject({ issue: 'decide', identifiant: EJ })
  })

  test('dialysis centres of two sectors are not settled', () => {
    expect(ask([de(UN, 'SA34'), de(DEUX, 'SA04', '141')])).toMatchObject({ bloquantes: ['H01'] })
  })
})
