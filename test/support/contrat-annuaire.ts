import { expect, test } from 'vitest'
import type { Result, SourceFailureKind } from '../../src/application/failure.ts'
import { findOne } from '../../src/application/find-one.ts'
import type {
  Annuaire,
  Cle,
  CleStructure,
  StructuresTrouvees,
  Trouve,
} from '../../src/application/ports.ts'
import { Professionnel, Structure } from '../../src/domain/situation-exercice.ts'

export const rpps = (valeur: string): Cle => ({ type: 'RPPS', valeur })
export const carte = (valeur: string): Cle => ({ type: 'CARTE', valeur })

export const finess = (valeur: string): CleStructure => ({ type: 'FINESS', valeur })
const siret = (valeur: string): CleStructure => ({ type: 'SIRET', valeur })
const rang = (valeur: string): CleStructure => ({ type: 'RPPS_RANG', valeur })

/** In the fictitious world: a radiologist in a cabinet, somebody with two professions, nobody. */
export const GRANITE = '10999001000'
export const DEUX_PROFESSIONS = { rpps: '10999001810', cartes: ['3199001810', '3199001811'] }
export const PERSONNE = '10999001992'

export const outcomeOf = (result: Result<Trouve> | undefined): string | undefined =>
  result?.ok ? result.value.professionnel.rpps : result?.failure.kind

export const personOf = (result: Result<Trouve> | undefined): Professionnel => {
  if (!result?.ok) throw new Error(`a practitioner was expected: ${JSON.stringify(result)}`)
  return result.value.professionnel
}

/** Structures of the fictitious world, as every directory shows them. */
const OFFICINE = { eg: '991000308', ej: '991000290', siret: '99910017500010' }
const HOPITAL = { eg: '991000043', ej: '991000035' }
const CABINET = '10999001000000'
const SITES_DU_LABORATOIRE = ['991000332', '991000340', '991000357', '991000365']
const CORSE = '2A0999025'
const FINESS_INCONNU = '991000993'

const findStructures = async (directory: Annuaire, cles: readonly CleStructure[]) => {
  const { findStructures: find } = directory
  if (find === undefined) throw new Error('a directory that knows structures was expected')
  return find(cles)
}

const structuresOf = (result: Result<StructuresTrouvees> | undefined): readonly Structure[] => {
  if (!result?.ok) throw new Error(`a structure was expected: ${JSON.stringify(result)}`)
  return result.value.structures
}

const kindOf = (result: Result<unknown> | undefined): string | undefined =>
  result?.ok ? 'found' : result?.failure.kind

const findStructure = async (directory: Annuaire, cle: CleStructure): Promise<Structure> => {
  const [result] = await findStructures(directory, [cle])
  const [found, ...others] = structuresOf(result)
  if (found === undefined || others.length > 0) throw new Error('one structure was expected')
  return found
}

export type Banc = {
  /** The directory over the fictitious world. */
  annuaire: () => Annuaire
  /** The same in trouble, and the kind of failure it must then answer. */
  pannes: Record<string, { annuaire: () => Annuaire; kind: SourceFailureKind }>
}

/** What every directory owes, whatever it reads: one suite, run over each of them. */
export const contratAnnuaire = (nom: string, { annuaire, pannes }: Banc): void => {
  test('finds somebody, in the model and with its source', async () => {
    const directory = annuaire()
    expect(directory.nom).toBe(nom)
    const result = await findOne(directory, rpps(GRANITE))
    const person = personOf(result)
    expect(Professionnel.safeParse(person).error).toBeUndefined()
    expect(person).toMatchObject({
      rpps: GRANITE,
      nom: 'GRANITE',
      exercices: [{ professions: ['10'] }],
    })
    expect(result.ok && result.value.provenance).toMatchObject([{ nom, etat: 'direct' }])
    expect(result.ok && result.value.provenance[0]?.interrogeeLe).toMatch(/^2026-.*T.*:\d\dZ$/)
  })

  test('says that nobody is there as that, and as nothing else', async () => {
    for (const cle of [
      rpps(PERSONNE),
      carte('3199009999'),
      rpps(''),
      rpps("1' OR '1'='1"),
      carte('%'),
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- one by one, as callers do
      expect(outcomeOf(await findOne(annuaire(), cle))).toBe('not-found')
    }
  })

  test('takes no card for a RPPS, nor the reverse', async () => {
    expect(outcomeOf(await findOne(annuaire(), carte(GRANITE)))).toBe('not-found')
    expect(outcomeOf(await findOne(annuaire(), rpps('3199001000')))).toBe('not-found')
  })

  test('finds by card the exercice that holds it, and no other', async () => {
    const directory = annuaire()
    const all = personOf(await findOne(directory, rpps(DEUX_PROFESSIONS.rpps)))
    expect(all.exercices.map(({ professions }) => professions)).toEqual([['10'], ['21']])
    for (const [index, numero] of DEUX_PROFESSIONS.cartes.entries()) {
      // oxlint-disable-next-line no-await-in-loop
      const one = personOf(await findOne(directory, carte(numero)))
      expect(one.exercices).toEqual([all.exercices[index]])
    }
  })

  test('answers many in the order of the keys, each in its own right', async () => {
    const directory = annuaire()
    const cles = [
      rpps(PERSONNE),
      rpps(GRANITE),
      carte(DEUX_PROFESSIONS.cartes[0] ?? ''),
      rpps(GRANITE),
      carte('3199009999'),
      rpps(DEUX_PROFESSIONS.rpps),
    ]
    const results = await directory.findMany(cles)
    expect(results.map(outcomeOf)).toEqual([
      'not-found',
      GRANITE,
      DEUX_PROFESSIONS.rpps,
      GRANITE,
      'not-found',
      DEUX_PROFESSIONS.rpps,
    ])
    expect(personOf(results[2]).exercices).toHaveLength(1)
    expect(personOf(results[5]).exercices).toHaveLength(2)
    expect(await directory.findMany([])).toEqual([])
  })

  test('finds a structure, in the model and with its source', async () => {
    const directory = annuaire()
    const [result] = await findStructures(directory, [finess(OFFICINE.eg)])
    const [found, ...others] = structuresOf(result)
    expect(Structure.safeParse(found).error).toBeUndefined()
    expect(others).toEqual([])
    expect(found).toMatchObject({
      raisonSociale: 'SELARL PHARMACIE DE LA MESANGE',
      nature: 'EG',
      secteurActivite: 'SA33',
      identifiants: { finessEg: OFFICINE.eg, siret: OFFICINE.siret },
      partOf: { nature: 'EJ', identifiants: { finessEj: '991000290' } },
    })
    expect(result?.ok && result.value.provenance).toMatchObject([{ nom, etat: 'direct' }])
  })

  test('finds one and the same by each of its identifiers', async () => {
    const directory = annuaire()
    const byFiness = await findStructure(directory, finess(OFFICINE.eg))
    expect(await findStructure(directory, siret(OFFICINE.siret))).toEqual(byFiness)
    const cabinet = await findStructure(directory, rang(CABINET))
    expect(cabinet).toMatchObject({
      raisonSociale: 'CABINET DE RADIOLOGIE DES ROCHES',
      secteurActivite: 'SA08',
      identifiants: { rppsRang: { valeur: CABINET }, finessEg: null },
    })
    expect(await findStructure(directory, finess(CORSE))).toMatchObject({
      identifiants: { finessEg: CORSE },
    })
  })

  test('finds an EJ as itself, and not its sites', async () => {
    const directory = annuaire()
    const found = await findStructure(directory, finess(HOPITAL.ej))
    expect(found).toMatchObject({
      raisonSociale: 'CENTRE HOSPITALIER DE LA FUTAIE',
      nature: 'EJ',
      statutJuridique: '13',
      identifiants: { finessEg: null, finessEj: HOPITAL.ej, siren: '999100092' },
      partOf: null,
    })
    const site = await findStructure(directory, finess(HOPITAL.eg))
    expect(site).toMatchObject({ nature: 'EG', partOf: { identifiants: { finessEj: HOPITAL.ej } } })
  })

  test('knows the sites of an EJ asked for itself, with the sector of those that have one', async () => {
    const directory = annuaire()
    const { secteurActivite, sites } = await findStructure(directory, finess(OFFICINE.ej))
    expect(secteurActivite).toBeNull()
    expect(sites).toMatchObject([
      { finessEg: OFFICINE.eg, secteurActivite: 'SA33', categorieEtablissement: '620' },
    ])
    // A site asked for itself is told by nothing but itself.
    const site = await findStructure(directory, finess(OFFICINE.eg))
    expect(site).toMatchObject({ sites: null, partOf: { sites: null } })
  })

  test('knows every site of a laboratory, by whichever it is asked for', async () => {
    const found = await findStructure(annuaire(), finess(SITES_DU_LABORATOIRE[1] ?? ''))
    const numbers = (found.partOf?.sites ?? []).map(({ finessEg }) => finessEg)
    expect(numbers).toEqual(SITES_DU_LABORATOIRE)
  })

  test('says that no structure is there as that, and as nothing else', async () => {
    const directory = annuaire()
    const results = await findStructures(directory, [
      finess(FINESS_INCONNU),
      finess(OFFICINE.eg),
      // One number is not another because it has as many digits.
      siret(CABINET),
      rang(OFFICINE.siret),
      siret('99910099900019'),
      finess(''),
      finess("1' OR '1'='1"),
      siret('%'),
    ])
    expect(results.map(kindOf)).toEqual([
      'not-found',
      'found',
      ...Array.from({ length: 6 }, () => 'not-found'),
    ])
    expect(await findStructures(directory, [])).toEqual([])
  })

  test('ends with its caller', async () => {
    const signal = AbortSignal.abort()
    expect(outcomeOf(await findOne(annuaire(), rpps(GRANITE), { signal }))).toBe('timeout')
  })

  test.each(Object.entries(pannes))('%s is a failure, never nobody', async (_, panne) => {
    const directory = panne.annuaire()
    const results = await directory.findMany([rpps(GRANITE), rpps(PERSONNE)])
    expect(results.map(outcomeOf)).toEqual([panne.kind, panne.kind])
    const cles = [finess(OFFICINE.eg), finess(FINESS_INCONNU)]
    const structures = await findStructures(panne.annuaire(), cles)
    expect(structures.map(kindOf)).toEqual([panne.kind, panne.kind])
    const [etat] = await directory.etats()
    expect(etat).toMatchObject({ nom, dernierSucces: null })
    expect(etat?.erreursDerniereHeure[panne.kind]).toBeGreaterThan(0)
  })

  test('remembers its last success', async () => {
    const directory = annuaire()
    await findOne(directory, rpps(PERSONNE))
    expect((await directory.etats())[0]?.dernierSucces).toMatch(/^2026-/)
  })
}
