import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import type { Verification } from '../../src/domain/verification.ts'
import { importFichiers } from '../../src/extraction/importer.ts'
import { Avancement } from '../../src/extraction/progression.ts'
import { toRapport } from '../../src/extraction/rapport.ts'
import { createService, INSTANT } from './service.ts'

export type Fichiers = {
  activites: string | Buffer
  savoirFaire?: string
  cartes?: string
  finess?: object
}

export const INVALIDE = '502 annuaire_reponse_invalide'

const clock = { now: () => INSTANT }

/** The service over a database imported from these files, all in that folder; to be closed. */
export const importAndServe = async (
  dossier: string,
  { activites, savoirFaire, cartes, finess }: Fichiers,
) => {
  const contenus = { a: activites, s: savoirFaire, c: cartes, f: finess && JSON.stringify(finess) }
  const chemins = Object.entries(contenus).flatMap(([nom, contenu]) => {
    if (contenu === undefined) return []
    writeFileSync(join(dossier, nom), contenu)
    return [join(dossier, nom)]
  })
  const db = join(dossier, 'annuaire.sqlite')
  const result = await importFichiers({
    chemins,
    db,
    force: true,
    avancement: new Avancement({ write: () => {} }, new AbortController().signal),
    now: clock.now,
  })
  const base = openBaseSqlite({ path: db, clock, log: () => {} })
  const service = createService({
    env: { ANNUAIRE: 'extraction', FICTIFS: 'non' },
    platform: { openExtraction: () => base },
  })

  const post = async (numero: string) => {
    const response = await service.post({ numero })
    const body = (await response.json()) as Verification & { code: string }
    return { status: response.status, body }
  }
  /** Status and code of the problem, or the outcome. */
  const ask = async (numero: string): Promise<string> => {
    const { status, body } = await post(numero)
    return `${status} ${status === 200 ? body.issue : body.code}`
  }
  /** The outcome, its identifiers, and the codes of the questions that hold it back. */
  const judge = async (numero: string): Promise<string> => {
    const { status, body } = await post(numero)
    if (status !== 200) return `${status} ${body.code}`
    const questions = body.situations.flatMap(({ verifications }) =>
      verifications.filter(({ bloquante }) => bloquante).map(({ code }) => code),
    )
    const orders = body.commandes.map(({ identifiant: { type, valeur } }) => `${type} ${valeur}`)
    return [body.issue, ...orders, ...questions].join(' ')
  }
  const avertissement = async (): Promise<string | undefined> => {
    const body = await (await service.get('/sources')).json()
    return (body as { sources: { avertissement?: string }[] }).sources[0]?.avertissement
  }
  const rapport = toRapport(result, 'base.sqlite', 1)
  return { service, base, db, rapport, post, ask, judge, avertissement, close: () => base.close() }
}
