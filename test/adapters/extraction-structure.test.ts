import { describe, expect, test } from 'vitest'
import { toReferentiel } from '../../src/adapters/annuaires/extraction/finess.ts'
import type { LigneStructure } from '../../src/adapters/annuaires/extraction/requetes.ts'
import { toStructure } from '../../src/adapters/annuaires/extraction/structure.ts'
import { EG, EJ, rangOf, RPPS, SIRET, site } from '../support/construire.ts'
import { ligneStructure } from '../support/extraction-lignes.ts'

const DU = '2026-11-22'
const AUTRE_EG = '991000076'
const INCONNU = '991000472'
const SIREN = '999100282'
const ouvert = { actif: 1, ouverture: '2001-01-01', fermeture: null }

const referentiel = toReferentiel(
  {
    etablissements: [EG, AUTRE_EG].map((finess, i) => ({
      finess,
      finess_ej: EJ,
      nom: `EG ${i}`,
      siret: null,
      categorie: ['355', '611'][i] ?? null,
      ...ouvert,
      ...(i === 1 ? { actif: 0, fermeture: '2020-01-01' } : {}),
    })),
    entites: [
      {
        finess: EJ,
        nom: 'EJ',
        siren: SIREN,
        statut_juridique: '14',
        ...ouvert,
        ouverture: '1999-01-01',
      },
    ],
    incomplets: [],
    sites: [EG, AUTRE_EG].map((finess) => ({
      finess,
      finess_ej: EJ,
      nom: null,
      siret: null,
      categorie: null,
      incomplet: 0,
      ...ouvert,
    })),
    sitesActivites: [],
  },
  DU,
)
const read = (
  fields: Partial<LigneStructure>,
  more: { laboratoire?: boolean; juges?: boolean } = {},
) =>
  toStructure(ligneStructure(fields), 'SA01', {
    referentiel,
    donneesDu: DU,
    laboratoire: more.laboratoire ?? false,
    ...(more.juges ? { sitesJuges: new Map([[EJ, [site(EG)]]]) } : {}),
  })

describe('a structure of the files', () => {
  test('that says nothing is nothing', () => {
    const { identifiants, secteurActivite, ...rest } = read({})
    expect(secteurActivite).toBe('SA01')
    expect(
      Object.values(identifiants)
        .flat()
        .every((one) => one === null),
    ).toBe(true)
    expect({ ...rest, partOfIntrouvable: null }).toEqual(
      Object.fromEntries(Object.keys(rest).map((key) => [key, null])),
    )
  })

  test('that is an EG is what FINESS says of it, and its EJ stands above it', () => {
    expect(read({ finess_eg: EG })).toMatchObject({
      nature: 'EG',
      actif: true,
      ouverture: '2001-01-01',
      fermeture: null,
      categorieEtablissement: '355',
      statutJuridique: null,
      identifiants: { finessEg: EG, finessEj: null, siren: null },
      partOf: {
        nature: 'EJ',
        raisonSociale: 'EJ',
        statutJuridique: '14',
        ouverture: '1999-01-01',
        identifiants: { finessEj: EJ, siren: SIREN },
        sites: null,
      },
      sites: null,
    })
    expect(read({ finess_eg: AUTRE_EG })).toMatchObject({ fermeture: '2020-01-01' })
  })

  test('that is an EJ is what FINESS says of that', () => {
    expect(read({ finess_ej: EJ })).toMatchObject({
      nature: 'EJ',
      actif: true,
      ouverture: '1999-01-01',
      categorieEtablissement: null,
      statutJuridique: '14',
      identifiants: { finessEg: null, finessEj: EJ, siren: SIREN },
      partOf: null,
      sites: null,
    })
  })

  test('that FINESS does not know is of the nature that its column says, and no more', () => {
    expect(read({ finess_eg: INCONNU })).toMatchObject({ nature: 'EG', actif: null, partOf: null })
    expect(read({ finess_ej: INCONNU })).toMatchObject({
      nature: 'EJ',
      actif: null,
      statutJuridique: null,
      identifiants: { finessEj: INCONNU, siren: null },
    })
    expect(read({ siret: SIRET }).nature).toBeNull()
  })

  test('of two EG is of neither, and of neither category', () => {
    expect(read({ finess_eg: EG, ancien_identifiant: `1${AUTRE_EG}` })).toMatchObject({
      nature: null,
      actif: null,
      categorieEtablissement: { illisible: ['355', '611'] },
      statutJuridique: null,
      identifiants: { finessEg: null, illisibles: [AUTRE_EG, EG] },
      partOf: { identifiants: { finessEj: EJ } },
      sites: null,
    })
  })

  test('has the sites of its EJ where a rule asks for them, or they were asked for', () => {
    const numeros = (structure: ReturnType<typeof read>) =>
      (structure.sites ?? structure.partOf?.sites)?.map(({ finessEg }) => finessEg)
    expect(numeros(read({ finess_eg: EG }, { laboratoire: true }))).toEqual([AUTRE_EG, EG])
    expect(numeros(read({ finess_ej: EJ }, { laboratoire: true }))).toEqual([AUTRE_EG, EG])
    expect(numeros(read({ finess_ej: EJ }, { juges: true }))).toEqual([EG])
    expect(numeros(read({ finess_ej: INCONNU }, { laboratoire: true }))).toBeUndefined()
  })

  const RANG = rangOf(RPPS)
  test.each<[string, Partial<LigneStructure>, object]>([
    ['a SIRET', { siret: ` ${SIRET} ` }, { siret: SIRET }],
    ['a former SIRET', { ancien_identifiant: `3${SIRET}` }, { siret: SIRET }],
    [
      'one twice',
      { siret: SIRET, ancien_identifiant: `3${SIRET}` },
      { siret: SIRET, illisibles: [] },
    ],
    [
      'two',
      { siret: SIRET, ancien_identifiant: '399900001100018' },
      { siret: null, illisibles: ['99900001100018', SIRET] },
    ],
    ['one without its form', { siret: '123', ancien_identifiant: `3${SIRET}` }, { siret: SIRET }],
    ['a SIREN', { siren: SIREN }, { siren: SIREN }],
    ['a former SIREN', { ancien_identifiant: `2${SIREN}` }, { siren: SIREN }],
    [
      'two SIREN',
      { siren: SIREN, ancien_identifiant: '2999000011' },
      { siren: null, illisibles: ['999000011', SIREN] },
    ],
    [
      'its own SIREN before that of its EJ',
      { finess_ej: EJ, siren: '999000011' },
      { siren: '999000011' },
    ],
    [
      'a former rang',
      { ancien_identifiant: `4${RANG}` },
      { rppsRang: { valeur: RANG, origine: 'ancien' }, rppsRangMalforme: null },
    ],
    [
      'a malformed one',
      { ancien_identifiant: '4F75' },
      { rppsRang: null, rppsRangMalforme: 'F75' },
    ],
    [
      'a number that nobody knows',
      { ancien_identifiant: `1${INCONNU}` },
      { illisibles: [INCONNU] },
    ],
  ])('has %s', (_, fields, identifiants) => {
    expect(read(fields).identifiants).toMatchObject(identifiants)
  })

  test.each<[Partial<LigneStructure>, object | null]>([
    [
      { adresse: '1 R HAUTE\nBAT B' },
      { lignes: ['1 R HAUTE', 'BAT B'], codePostal: null, commune: null },
    ],
    [{ code_postal: '06500' }, { lignes: [], codePostal: '06500', commune: null }],
    [{ commune: 'MENTON' }, { lignes: [], codePostal: null, commune: 'MENTON' }],
    [{ adresse: ' ', code_postal: '', commune: ' ' }, null],
  ])('has its address, as much as there is of it: %o', (fields, adresse) => {
    expect(read(fields).adresse).toEqual(adresse)
  })
})
