import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { praticiens } from '../../mocks/fixtures/build.ts'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import type { TypeFichier } from '../../src/adapters/annuaires/extraction/schema.ts'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import type { Verification } from '../../src/domain/verification.ts'
import { GRANITE, personOf, rpps } from '../support/contrat-annuaire.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import { type Lignes, toLignes } from '../support/extraction-lignes.ts'
import { createService, INSTANT } from '../support/service.ts'
import { findOne } from '../../src/application/find-one.ts'

/** The data are of 22 November: the last minute in Paris of their eighth day, and the next one. */
const HUIT_JOURS = '2026-11-30T22:59:00Z'
const NEUF_JOURS = '2026-11-30T23:00:00Z'

const JOURS = {
  activites: '2026-11-22',
  'savoir-faire': '2026-11-22',
  cartes: '2026-11-23',
  finess: '2026-11-22',
}
const PHRASE =
  'Cette réponse repose sur des fichiers publics qui ne sont plus récents : vérifiez-la dans ' +
  'l’Annuaire avant de commander. Le plus ancien est du 22/11/2026.'

let lignes: Lignes = {}
let dossier = ''
let closes: (() => void)[] = []
beforeAll(async () => {
  const fictif = createFictif({ now: () => INSTANT })
  const people = await Promise.all(praticiens.map(({ qui }) => findOne(fictif, rpps(qui[0]))))
  lignes = toLignes(people.map(personOf))
})
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'age-'))
})
afterEach(() => {
  for (const close of closes.splice(0)) close()
  rmSync(dossier, { recursive: true, force: true })
})

/** The service over the open-data files of these days, at that instant. */
const serve = (
  instant: string,
  jours: Partial<Record<TypeFichier, string>> = JOURS,
  env: Record<string, string> = {},
) => {
  const clock = { now: () => new Date(instant) }
  const path = join(dossier, 'annuaire.sqlite')
  writeBase(path, lignes, { jours })
  const base = openBaseSqlite({ path, clock, log: () => {} })
  closes.push(() => base.close())
  const service = createService({
    env: { ANNUAIRE: 'extraction', FICTIFS: 'non', ...env },
    platform: { clock, openExtraction: () => base },
  })
  const verify = async (numero = GRANITE): Promise<Verification> => {
    const response = await service.post({ numero, date: '2026-11-23' })
    expect(response.status).toBe(200)
    return (await response.json()) as Verification
  }
  const avertissement = async (): Promise<string | undefined> => {
    const body = await (await service.get('/sources')).json()
    return (body as { sources: { avertissement?: string }[] }).sources[0]?.avertissement
  }
  return { service, verify, avertissement }
}

const anciennes = (alertes: Verification['alertes']) =>
  alertes.filter(({ code }) => code === 'DONNEES_ANCIENNES')

describe('the age of the open-data files', () => {
  test('on the eighth day in Paris is nothing to tell of', async () => {
    const { verify, avertissement } = serve(HUIT_JOURS)
    const { alertes, commandes } = await verify()
    expect(commandes).toHaveLength(1)
    expect([...alertes, ...commandes.flatMap((one) => one.alertes)]).not.toContainEqual(
      expect.objectContaining({ code: 'DONNEES_ANCIENNES' }),
    )
    expect(await avertissement()).toBeUndefined()
  })

  test('from the ninth on is said with every order, and changes no order', async () => {
    const before = await serve(HUIT_JOURS).verify()
    const { verify, avertissement } = serve(NEUF_JOURS)
    const after = await verify()
    expect(anciennes(after.alertes)).toEqual([{ code: 'DONNEES_ANCIENNES', texte: PHRASE }])
    expect(after.commandes.map(({ alertes }) => anciennes(alertes))).toEqual([
      [{ code: 'DONNEES_ANCIENNES', texte: PHRASE }],
    ])
    const withoutAge = (verification: Verification) =>
      JSON.parse(
        JSON.stringify({ ...verification, sources: [] }, (_, value: unknown) =>
          Array.isArray(value)
            ? value.filter((one: { code?: string }) => one?.code !== 'DONNEES_ANCIENNES')
            : value,
        ),
      ) as unknown
    expect(withoutAge(after)).toEqual(withoutAge(before))
    expect(after.sources).toEqual([
      {
        nom: 'extraction',
        etat: 'direct',
        donneesDu: '2026-11-22',
        interrogeeLe: '2026-11-30T23:00:00Z',
      },
    ])
    expect(await avertissement()).toBe(
      'Des fichiers ont plus de 8 jours : activités du 22/11/2026, savoir-faire du 22/11/2026, ' +
        'FINESS du 22/11/2026. Téléchargez et importez ceux du jour.',
    )
  })

  test('is said of every order of somebody who has several, in a lot too', async () => {
    const { service, verify } = serve(NEUF_JOURS)
    const several: string[] = []
    for (const { qui } of praticiens) {
      // oxlint-disable-next-line no-await-in-loop -- one by one
      const response = await service.post({ numero: qui[0] })
      if (response.status !== 200) continue
      // oxlint-disable-next-line no-await-in-loop
      const { commandes } = (await response.json()) as Verification
      for (const { alertes } of commandes) expect(anciennes(alertes)).toHaveLength(1)
      if (commandes.length > 1) several.push(qui[0])
    }
    expect(several.length).toBeGreaterThan(1)
    const numeros = [GRANITE, several[0], GRANITE]
    const response = await service.app.request('/v1/verifications/lot', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ numeros, date: '2026-11-23' }),
    })
    const { resultats } = (await response.json()) as {
      resultats: { verification: Verification }[]
    }
    expect(resultats.map(({ verification }) => anciennes(verification.alertes).length)).toEqual([
      1, 1, 1,
    ])
    expect(resultats[0]?.verification).toEqual(await verify())
  })

  test('leaves the CSV as it is, and shows on the page', async () => {
    const path = `/v1/verifications/${GRANITE}?date=2026-11-23`
    const csv: string[] = []
    for (const instant of [HUIT_JOURS, NEUF_JOURS]) {
      const { service } = serve(instant)
      // oxlint-disable-next-line no-await-in-loop -- one database after the other
      csv.push(await (await service.get(path, { accept: 'text/csv' })).text())
    }
    expect(csv[0]).toContain(GRANITE)
    expect(csv[1]).toBe(csv[0])
    const { service } = serve(NEUF_JOURS)
    const page = await (await service.get(`/verifier?rpps=${GRANITE}`)).text()
    expect(page).toContain('qui ne sont plus récents')
    expect(page).toContain('Le plus ancien est du 22/11/2026.')
  })

  test('is that of the oldest file: the others may be of today', async () => {
    const jours = { ...JOURS, activites: '2026-11-30', finess: '2026-05-04' }
    const { verify, avertissement } = serve('2026-11-30T12:00:00Z', jours)
    expect(anciennes((await verify()).alertes)[0]?.texte).toMatch(/du 04\/05\/2026\.$/)
    expect(await avertissement()).toBe(
      'Des fichiers ont plus de 8 jours : FINESS du 04/05/2026. Téléchargez et importez ceux du jour.',
    )
  })

  test('is unknown where the files do not say their day', async () => {
    const { verify, avertissement } = serve('2027-11-30T12:00:00Z', {})
    expect(anciennes((await verify()).alertes)).toEqual([])
    expect(await avertissement()).toBeUndefined()
  })

  test('is counted against EXTRACTION_AGE_MAX_J', async () => {
    const later = serve(NEUF_JOURS, JOURS, { EXTRACTION_AGE_MAX_J: '9' })
    expect(anciennes((await later.verify()).alertes)).toEqual([])
    const sooner = serve('2026-11-24T12:00:00Z', JOURS, { EXTRACTION_AGE_MAX_J: '1' })
    expect(anciennes((await sooner.verify()).alertes)).toHaveLength(1)
    expect(await sooner.avertissement()).toMatch(/^Des fichiers ont plus de 1 jour : activités/)
  })
})
