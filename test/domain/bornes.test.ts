import { expect, test } from 'vitest'
import type { Usage } from '../../src/domain/demande.ts'
import { readIllisibles } from '../../src/domain/faits/read/read-structure.ts'
import { toStructureVue } from '../../src/domain/reponse/vues.ts'
import {
  EG,
  EJ,
  entiteJuridique,
  note,
  rangOf,
  RPPS,
  SIRET,
  structure,
  verifyOne,
} from '../support/construire.ts'
import { askStructures } from '../support/demander-structure.ts'

/* Bounds and what stands in for what is absent, where a change of one sign was noticed by nothing. */

test('an activity counts from the day it begins', () => {
  const on = (debut: string) =>
    note(verifyOne({ secteur: 'SA08', K: rangOf(RPPS) }, { jour: '2026-11-23' }, { debut }))
  expect(on('2026-11-23')).toEqual(on('2026-11-22'))
  expect(on('2026-11-24')).not.toEqual(on('2026-11-23'))
})

test('one identifier that may be a FINESS is enough, whatever stands beside it', () => {
  expect(readIllisibles(['991000043', 'X'])).toBe('finess')
  expect(readIllisibles(['X', '991000043'])).toBe('finess')
  expect(readIllisibles(['X'])).toBe('autre')
  expect(readIllisibles([])).toBe('non')
})

test('the FINESS juridique and the SIREN that are shown are its own, else those of its EJ', () => {
  const AUTRE = '990000011'
  const shown = (own: string | null, ofEj: string | null) =>
    toStructureVue(
      structure({
        F: EG,
        ...(own === null ? {} : { J: own }),
        parent: ofEj === null ? null : entiteJuridique({ J: ofEj, N: '999000001' }),
      }),
    ).identifiants
  expect(shown(null, EJ)).toMatchObject({ finessEg: EG, finessEj: EJ, siren: '999000001' })
  expect(shown(AUTRE, EJ)).toMatchObject({ finessEj: AUTRE })
  expect(shown(AUTRE, null)).toMatchObject({ finessEj: AUTRE, siren: null })
  expect(shown(null, null)).toMatchObject({ finessEj: null, siren: null })
})

test('certificates of both kinds tick both boxes of the sheet, of one kind its own', () => {
  const ticked = (...usages: Usage[]): string[] => {
    const [commande] = verifyOne({ secteur: 'SA08', K: rangOf(RPPS) }, { usages }).commandes
    return ['certificat-org', 'certificat-serveur'].filter(
      (code) => commande?.fiche.champs.find((champ) => champ.code === code)?.valeur != null,
    )
  }
  expect(ticked('dmp', 'mssante-operateur')).toEqual(['certificat-org', 'certificat-serveur'])
  expect(ticked('dmp')).toEqual(['certificat-org'])
  expect(ticked('mssante-operateur')).toEqual(['certificat-serveur'])
})

test('what one description leaves out disagrees with nobody', () => {
  const laboratoire = structure({
    secteur: 'SA25',
    F: EG,
    S: SIRET,
    parent: entiteJuridique({ J: EJ }),
  })
  const typed = { ...laboratoire, typeEtablissement: 'P' as const, ouverture: '2019-05-01' }
  const untyped = { ...laboratoire, typeEtablissement: null, ouverture: null }
  const alone = askStructures(EG, [typed])
  expect(alone).toMatchObject({ issue: 'decide' })
  expect(askStructures(EG, [typed, untyped])).toEqual(alone)
  expect(askStructures(EG, [untyped, typed])).toEqual(alone)
})

test('a remplaçant is named by what makes one of him, his fonction or his genre d’activité', () => {
  const said = (more: { fonction?: string; genreActivite?: string }) =>
    verifyOne({ secteur: 'SA08', K: rangOf(RPPS) }, {}, more).ecartees[0]?.texte ?? ''
  const [parFonction, parGenre] = [said({ fonction: 'FON-04' }), said({ genreActivite: 'GENR03' })]
  expect(parFonction).not.toBe('')
  expect(parGenre).not.toBe(parFonction)
})
