import { describe, expect, test } from 'vitest'
import { failure } from '../../src/application/failure.ts'
import type { ProfessionnelsTrouves } from '../../src/domain/recherche/reponse-recherche.ts'
import { createFailing, createService, createThrowing, type Service } from '../support/service.ts'

type Corps = { status: number; code?: string; detail: string; errors?: { pointer: string }[] }

const post = async (
  body: unknown,
  { app }: Service = createService(),
  headers: Record<string, string> = {},
) => {
  const response = await app.request('/v1/recherches', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { response, corps: (await response.json()) as Corps & ProfessionnelsTrouves }
}

const rppsOf = ({ resultats }: ProfessionnelsTrouves): string[] => resultats.map(({ rpps }) => rpps)
const GRANITE = ['10999001000']

describe('POST /v1/recherches', () => {
  test('answers with what the contract says, and is kept nowhere', async () => {
    const { response, corps } = await post({ texte: 'granite basile' })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('ratelimit')).not.toBeNull()
    expect(corps).toEqual({
      resultats: [
        {
          rpps: '10999001000',
          nom: 'GRANITE',
          prenom: 'Basile',
          civilite: 'M',
          professions: [{ code: '10', libelle: 'Médecin' }],
          savoirFaire: [{ code: 'SM44', libelle: 'Radio-diagnostic (SM)' }],
          lieux: [
            {
              structure: 'CABINET DE RADIOLOGIE DES ROCHES',
              codePostal: '99000',
              commune: 'VILLEFICTIVE',
            },
          ],
        },
      ],
      tronque: false,
      sources: [
        {
          nom: 'fictif',
          etat: 'direct',
          donneesDu: '2026-11-22',
          interrogeeLe: '2026-11-23T09:00:00Z',
        },
      ],
    })
  })

  test('gives twenty at most, and says that there are more', async () => {
    const { corps } = await post({ texte: 'de', lieu: '99000', quoi: 'structure' })
    expect(corps.resultats).toHaveLength(20)
    expect(corps.tronque).toBe(true)
  })

  test('needs a key where keys are set, and is limited like the rest', async () => {
    const locked = createService({ env: { API_KEYS: '0'.repeat(64) } })
    expect((await post({ texte: 'granite' }, locked)).corps.code).toBe('cle_invalide')
    const limited = createService({ env: { LIMITE_PAR_MINUTE: '1' } })
    await post({ texte: 'granite' }, limited)
    expect((await post({ texte: 'granite' }, limited)).corps.code).toBe('trop_de_requetes')
  })

  test.each<[why: string, texte: string]>([
    ['one letter', 'a'],
    ['one letter and marks', 'a…!'],
    ['300 letters', 'granite '.repeat(40)],
    ['a wildcard', '*'],
    ['two wildcards', '%_'],
    ['quotes', '""'],
    ['digits', '10999001000'],
    ['one letter behind an apostrophe', 'd’'],
    ['letters that are apostrophes', '\u02BC\u02BC\u02BC'],
    ['marks of direction', '\u202E\u202C\u200F'],
    ['accents of nothing', '\u0301\u0301\u0301'],
    ['nothing', ''],
  ])('refuses %s, and does not repeat it', async (_, texte) => {
    const { response, corps } = await post({ texte })
    expect(response.status).toBe(400)
    expect(corps).toMatchObject({ code: 'requete_invalide', errors: [{ pointer: '/texte' }] })
    expect(corps.detail).toBe(
      '« texte » : un nom est attendu, de 2 à 100 caractères dont au moins deux lettres ; un numéro se vérifie sans le chercher.',
    )
  })

  test.each<[why: string, texte: string]>([
    ['a wildcard behind', 'granite*'],
    ['wildcards around', '%granite%'],
    ['quotes', '"granite" ‘basile’'],
    ['a comma', 'Granite, Basile'],
    ['a mark of direction', '\u202Egranite'],
    ['a character without width', 'gra\u200Bnite'],
    ['a soft hyphen', 'gra\u00ADnite'],
    ['a title', 'Docteur GRANITE'],
    ['decomposed accents', 'Gra\u0301nite Basi\u0301le'],
    ['full width', 'ＧＲＡＮＩＴＥ'],
  ])('finds in spite of %s', async (_, texte) => {
    expect(rppsOf((await post({ texte })).corps)).toEqual(GRANITE)
  })

  test.each<[why: string, texte: string]>([
    ['SQL', "'; DROP TABLE nom; --"],
    ['operators', 'granite OR basile'],
    ['AND', 'granite AND basile'],
    ['a control in the middle of a word', 'gra\u0000nite'],
  ])('takes %s for a name like another, which nobody has', async (_, texte) => {
    const { response, corps } = await post({ texte })
    expect([response.status, corps.resultats]).toEqual([200, []])
  })

  test.each<[body: object, pointer: string]>([
    [{ texte: 'granite', lieu: '!' }, '/lieu'],
    [{ texte: 'granite', lieu: '123' }, '/lieu'],
    [{ texte: 'granite', profession: '11' }, '/profession'],
    [{ texte: 'granite', profession: '10', quoi: 'structure' }, '/profession'],
    [{ texte: 'granite', quoi: 'carte' }, '/quoi'],
    [{ texte: 'granite', nom: 'x' }, '/nom'],
    [{ texte: 12 }, '/texte'],
    [{}, '/texte'],
  ])('%j is wrong in %s', async (body, pointer) => {
    const { response, corps } = await post(body)
    expect([response.status, corps.errors?.[0]?.pointer]).toEqual([400, pointer])
  })

  test('is no list when no source can search', async () => {
    const { recherche: _, ...annuaire } = createFailing('unavailable')
    const { response, corps } = await post({ texte: 'granite' }, createService({ annuaire }))
    expect(response.status).toBe(503)
    expect(corps.code).toBe('recherche_indisponible')
    expect(corps.detail).toMatch(/donnez un numéro RPPS ou de carte/)
    expect(corps.resultats).toBeUndefined()
  })

  test.each([
    ['professionnel', /donnez un numéro RPPS ou de carte\.$/, /rien du professionnel/],
    ['structure', /donnez un FINESS, un SIRET ou un RPPS rang\.$/, /rien de la structure/],
  ] as const)('speaks of what was looked for: %s', async (quoi, sansSource, enPanne) => {
    const { recherche: _, ...annuaire } = createFailing('unavailable')
    const ask = async (service: Service) => (await post({ texte: 'granite', quoi }, service)).corps
    expect((await ask(createService({ annuaire }))).detail).toMatch(sansSource)
    const recherche = {
      search: () => Promise.resolve(failure('unavailable', 'fhir', 'down')),
    }
    const enDefaut = createService({ annuaire: { ...annuaire, recherche } })
    expect((await ask(enDefaut)).detail).toMatch(enPanne)
    const large = {
      search: () => Promise.resolve({ ok: false, empechement: 'trop-large' } as const),
    }
    const tropLarge = createService({ annuaire: { ...annuaire, recherche: large } })
    expect((await ask(tropLarge)).detail.includes('prénom')).toBe(quoi === 'professionnel')
  })

  test('leaves nothing of the search in the log, whatever comes of it', async () => {
    const services = [
      createService(),
      createService({ annuaire: createThrowing('granite basile') }),
      createService({ env: { ANNUAIRE: 'fhir', ESANTE_API_KEY: 'cle-de-demonstration' } }),
    ]
    for (const service of services) {
      // oxlint-disable-next-line no-await-in-loop -- one by one
      await post({ texte: 'Granite Basile', lieu: 'Villefictive' }, service)
      // oxlint-disable-next-line no-await-in-loop
      await post({ texte: 'G', lieu: 'Villefictive' }, service)
      expect(service.logs.length).toBeGreaterThan(1)
      expect(service.logs.join()).not.toMatch(/granite|basile|villefictive/i)
    }
  })

  test('has no address with a name in it', async () => {
    const { app } = createService()
    expect((await app.request('/v1/recherches?texte=granite')).status).toBe(405)
  })
})
