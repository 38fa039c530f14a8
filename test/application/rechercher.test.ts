import { expect, test } from 'vitest'
import { failure } from '../../src/application/failure.ts'
import type { Empechement, Recherche, ResultatRecherche } from '../../src/application/ports.ts'
import { createRechercher } from '../../src/application/rechercher.ts'
import type { DemandeRecherche } from '../../src/domain/recherche/demande-recherche.ts'
import { EG, professionnel, RPPS, structure } from '../support/construire.ts'

const PROVENANCE = {
  nom: 'test',
  etat: 'direct',
  donneesDu: '2026-11-22',
  interrogeeLe: '2026-11-23T09:00:00Z',
  anciennesDu: '2026-11-22',
} as const
const { anciennesDu: _, ...SOURCE } = PROVENANCE

const rechercherOf = (result: ResultatRecherche) => {
  const asked: Parameters<Recherche['search']>[] = []
  const recherche: Recherche = {
    search: async (...args) => {
      asked.push(args)
      return result
    },
  }
  return { asked, rechercher: createRechercher({ recherche }) }
}

test.each([true, false])(
  'hands over who was found, and whether there are more: %s',
  async (tronque) => {
    const { asked, rechercher } = rechercherOf({
      ok: true,
      value: {
        quoi: 'professionnel',
        trouves: [professionnel({})],
        tronque,
        provenance: [PROVENANCE],
      },
    })
    const options = { signal: new AbortController().signal }
    const demande: DemandeRecherche = { texte: 'testard', profession: '10', lieu: '99000' }
    expect(await rechercher(demande, options)).toEqual({
      ok: true,
      reponse: {
        resultats: [expect.objectContaining({ rpps: RPPS, nom: 'TESTARD' })],
        tronque,
        sources: [SOURCE],
      },
    })
    expect(asked).toMatchObject([[{ quoi: 'professionnel', profession: '10' }, options]])
  },
)

test('hands over structures as structures, and asks for none by profession', async () => {
  const { asked, rechercher } = rechercherOf({
    ok: true,
    value: {
      quoi: 'structure',
      trouves: [structure({ F: EG })],
      tronque: false,
      provenance: [PROVENANCE],
    },
  })
  expect(await rechercher({ texte: 'fictive', quoi: 'structure' })).toMatchObject({
    reponse: { resultats: [{ identifiant: { type: 'FINESS_EG', valeur: EG } }], sources: [SOURCE] },
  })
  expect(asked).toHaveLength(1)
  const refused = await rechercher({ texte: 'fictive', quoi: 'structure', profession: '10' })
  expect(refused).toMatchObject({
    probleme: { code: 'requete_invalide', errors: [{ pointer: '/profession', code: 'valeur' }] },
  })
  expect(asked).toHaveLength(1)
})

test.each<[Empechement, DemandeRecherche['quoi'], RegExp]>([
  [
    'sans-index',
    'professionnel',
    /sans la recherche par nom : donnez un numéro RPPS ou de carte\.$/,
  ],
  ['sans-index', 'structure', /sans la recherche par nom : donnez un FINESS, un SIRET/],
  ['sans-structures', 'structure', /ne cherche pas les structures/],
  ['prenom-ou-profession', undefined, /ajoutez le prénom, ou la profession/],
  ['trop-large', undefined, /ajoutez le prénom, la profession ou le lieu\.$/],
  ['trop-large', 'structure', /ou ajoutez le lieu\.$/],
])('%s, of a %s, is said as what to give instead', async (empechement, quoi, detail) => {
  const { rechercher } = rechercherOf({ ok: false, empechement })
  expect(await rechercher({ texte: 'testard', ...(quoi && { quoi }) })).toEqual({
    ok: false,
    probleme: { code: 'recherche_indisponible', detail: expect.stringMatching(detail) },
  })
})

test('a directory without a search says so, and one in trouble never that nobody is there', async () => {
  expect(await createRechercher({})({ texte: 'testard' })).toMatchObject({
    probleme: { code: 'recherche_indisponible', detail: expect.stringContaining('pas de source') },
  })
  for (const [quoi, qui] of [
    ['professionnel', 'du professionnel'],
    ['structure', 'de la structure'],
  ] as const) {
    const { rechercher } = rechercherOf(failure('timeout', 'fhir', 'late'))
    // oxlint-disable-next-line no-await-in-loop -- two sorts
    expect(await rechercher({ texte: 'testard', quoi })).toMatchObject({
      ok: false,
      probleme: { code: 'annuaire_delai', detail: expect.stringContaining(qui) },
    })
  }
})
