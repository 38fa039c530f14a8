import { expect, test } from 'vitest'
import type { Annuaire, Empechement } from '../../src/application/ports.ts'
import type { SourceFailureKind } from '../../src/application/failure.ts'
import { createRechercher } from '../../src/application/rechercher.ts'
import type { DemandeRecherche } from '../../src/domain/recherche/demande-recherche.ts'
import { toQuestion } from '../../src/domain/recherche/question.ts'
import type {
  ProfessionnelsTrouves,
  StructuresTrouvees,
} from '../../src/domain/recherche/reponse-recherche.ts'

type Demande = Omit<DemandeRecherche, 'quoi'>

export type BancRecherche = {
  /** The directory over the fictitious world. */
  annuaire: () => Annuaire
  /** The same in trouble, and the kind of failure it must then answer. */
  pannes: Record<string, { annuaire: () => Annuaire; kind: SourceFailureKind }>
  /** What it wants to be added to one name alone; null = it needs nothing. */
  nomSeul: Empechement | null
  /** Why it has no structures; null = it has. */
  structures: Empechement | null
}

const ask = async (annuaire: Annuaire, demande: DemandeRecherche) => {
  const faite = await createRechercher(annuaire)(demande)
  if (!faite.ok) throw new Error(`an answer was expected: ${JSON.stringify(faite.probleme)}`)
  return faite.reponse
}

/** Who was found, in order: `GRANITE Basile 10999001000`. */
export const qui = async (annuaire: Annuaire, demande: Demande): Promise<string[]> => {
  const { resultats } = (await ask(annuaire, demande)) as ProfessionnelsTrouves
  return resultats.map(({ nom, prenom, rpps }) => `${nom} ${prenom} ${rpps}`)
}

const lesquelles = async (annuaire: Annuaire, demande: Demande): Promise<string[]> => {
  const asked = { ...demande, quoi: 'structure' as const }
  const { resultats } = (await ask(annuaire, asked)) as StructuresTrouvees
  return resultats.map(
    ({ identifiant, raisonSociale }) =>
      `${identifiant?.type} ${identifiant?.valeur} ${raisonSociale}`,
  )
}

const GRANITE = ['GRANITE Basile 10999001000']

/** What every directory owes to a search by name, whatever it reads: one suite for all of them. */
export const contratRecherche = (banc: BancRecherche): void => {
  const search = async (demande: DemandeRecherche) => {
    const { recherche } = banc.annuaire()
    if (recherche === undefined) throw new Error('this directory has no search')
    return recherche.search(toQuestion(demande))
  }

  test.each(['granite basile', 'Basile GRANITE', 'Dr. Basile Granite', 'gran basi', 'BASILE gran'])(
    'finds name and first name in either order, or their beginnings: %s',
    async (texte) => {
      expect(await qui(banc.annuaire(), { texte })).toEqual(GRANITE)
    },
  )

  test('shows what tells homonyms apart', async () => {
    const { resultats, tronque, sources } = await ask(banc.annuaire(), { texte: 'granite basile' })
    expect(tronque).toBe(false)
    expect(sources).toMatchObject([{ nom: banc.annuaire().nom, etat: 'direct' }])
    expect(resultats).toMatchObject([
      {
        rpps: '10999001000',
        nom: 'GRANITE',
        prenom: 'Basile',
        professions: [{ code: '10', libelle: 'Médecin' }],
        lieux: [{ codePostal: '99000', commune: 'VILLEFICTIVE' }],
      },
    ])
  })

  test('finds nobody as an empty list', async () => {
    expect(await qui(banc.annuaire(), { texte: 'zzyzx personne' })).toEqual([])
    expect(await qui(banc.annuaire(), { texte: 'granite zzyzx' })).toEqual([])
  })

  test.each<[demande: Demande, found: boolean]>([
    [{ texte: 'granite basile', lieu: '99000' }, true],
    [{ texte: 'granite basile', lieu: 'villefictive' }, true],
    [{ texte: 'granite basile', lieu: '99000 Villefictive Cedex 3' }, true],
    [{ texte: 'granite basile', lieu: '99' }, true],
    [{ texte: 'granite basile', lieu: '75' }, false],
    [{ texte: 'granite basile', lieu: 'Ville' }, false],
    [{ texte: 'granite basile', lieu: '99001' }, false],
    [{ texte: 'granite basile', profession: '10' }, true],
    [{ texte: 'granite basile', profession: '21' }, false],
    [{ texte: 'granite', profession: '10' }, true],
    [{ texte: 'granite', profession: '10', lieu: 'VILLEFICTIVE' }, true],
  ])('narrows by place and profession: %j', async (demande, found) => {
    expect(await qui(banc.annuaire(), demande)).toEqual(found ? GRANITE : [])
  })

  test('one name alone finds, or says what to add', async () => {
    const result = await search({ texte: 'granite' })
    if (banc.nomSeul !== null) expect(result).toEqual({ ok: false, empechement: banc.nomSeul })
    else expect(await qui(banc.annuaire(), { texte: 'granite' })).toEqual(GRANITE)
  })

  test('structures are found by words of their names, or it says that it cannot', async () => {
    const { structures } = banc
    if (structures !== null) {
      const result = await search({ texte: 'ramure', quoi: 'structure' })
      expect(result).toEqual({ ok: false, empechement: structures })
      return
    }
    expect(await lesquelles(banc.annuaire(), { texte: 'clinique ramure' })).toContain(
      'FINESS_EG 991000092 CLINIQUE DE LA RAMURE',
    )
    expect(await lesquelles(banc.annuaire(), { texte: 'RAMUR clin', lieu: '99000' })).toContain(
      'FINESS_EG 991000092 CLINIQUE DE LA RAMURE',
    )
    expect(await lesquelles(banc.annuaire(), { texte: 'ramure', lieu: 'Paris' })).toEqual([])
    expect(await lesquelles(banc.annuaire(), { texte: 'zzyzx' })).toEqual([])
  })

  test('ends with its caller', async () => {
    const { recherche } = banc.annuaire()
    const signal = AbortSignal.abort()
    const result = await recherche?.search(toQuestion({ texte: 'granite basile' }), { signal })
    expect(result).toMatchObject({ ok: false, failure: { kind: 'timeout' } })
  })

  test.each(Object.entries(banc.pannes))('%s fails a search too', async (_, panne) => {
    const directory = panne.annuaire()
    const result = await directory.recherche?.search(toQuestion({ texte: 'granite basile' }))
    expect(result).toMatchObject({ ok: false, failure: { kind: panne.kind } })
    const [etat] = await directory.etats()
    expect(etat?.erreursDerniereHeure[panne.kind]).toBeGreaterThan(0)
  })
}
