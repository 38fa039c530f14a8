import { failure, success, type Result } from '../../../application/failure.ts'
import type { Cle } from '../../../application/ports.ts'
import type { Professionnel } from '../../../domain/situation-exercice.ts'
import {
  type BaseExtraction,
  BaseIndisponible,
  type Ligne,
  type Meta,
  readMeta,
  REQUETE_META,
  type Requete,
} from './base.ts'
import { hasUnreadableDay, isOfLaboratoire, type Personne, toProfessionnel } from './mapping.ts'
import { finessNommes, isIllisible, toReferentiel } from './finess.ts'
import { cartesDe, finessDe, personnesDe } from './requetes.ts'
import { keepCarte } from '../source.ts'

/** Times a reading begins anew because the database was loaded meanwhile. */
const RELECTURES_MAX = 3

export type LectureExtraction = (
  cles: readonly Cle[],
) => Promise<{ results: Result<Professionnel>[]; meta: Meta }>

/** Thrown when the data are no longer those that the reading began with. */
class BaseChangee extends Error {}

/** Rows of several statements, by the name under which they were asked. */
type Lots<N extends string> = Record<N, readonly Ligne[]>

/** One exchange with the database, and the state of the database that it read. */
const ask = async <N extends string>(
  base: BaseExtraction,
  groups: Record<N, readonly Requete[]>,
): Promise<{ meta: Meta; lots: Lots<N> }> => {
  const names = Object.keys(groups) as N[]
  const answers = await base.query([REQUETE_META, ...names.flatMap((name) => groups[name])])
  const state = readMeta(answers[0] ?? [])
  if (!state.ok) throw new BaseIndisponible('the database is not complete, or of another version')
  let at = 1
  const lots = {} as Lots<N>
  for (const name of names) {
    lots[name] = answers.slice(at, at + groups[name].length).flat()
    at += groups[name].length
  }
  return { meta: state.meta, lots }
}

type LotsPersonnes = Lots<keyof ReturnType<typeof personnesDe>>

const toPersonnes = (lots: LotsPersonnes): Map<string, Personne> => {
  const personnes = new Map<string, Personne>()
  for (const professionnel of lots.professionnels) {
    const personne = { professionnel, exercices: [], situations: [], cartes: [] }
    personnes.set(String(professionnel['rpps']), personne)
  }
  for (const part of ['exercices', 'situations', 'cartes'] as const) {
    for (const ligne of lots[part]) personnes.get(String(ligne['rpps']))?.[part].push(ligne)
  }
  return personnes
}

/**
 * Reads practitioners from the database of the open-data files: one result per key, in the order of
 * the keys, in two exchanges (three for cards), whatever the number of keys. A card gives the
 * exercices that hold it. Rejects with `BaseIndisponible`.
 */
export const createLectureExtraction = (
  source: string,
  base: BaseExtraction,
): LectureExtraction => {
  const nonsense = (reason: string) => failure('invalid-response', source, reason)
  const notFound = failure('not-found', source, 'no such practitioner')
  const sansCartes = failure('unavailable', source, 'the database was made without cards')

  const read = async (cles: readonly Cle[]) => {
    const valuesOf = (type: Cle['type'], form: RegExp) => [
      ...new Set(
        cles
          .filter((cle) => cle.type === type && form.test(cle.valeur))
          .map(({ valeur }) => valeur),
      ),
    ]
    const rpps = valuesOf('RPPS', /^\d{11}$/)
    const numeros = valuesOf('CARTE', /^\d{8,12}$/)
    const { meta, lots } = await ask(base, {
      ...cartesDe(numeros),
      ...personnesDe(rpps),
    })
    const again = async <N extends string>(groups: Record<N, readonly Requete[]>) => {
      if (Object.values<readonly Requete[]>(groups).every(({ length }) => length === 0)) {
        return Object.fromEntries(
          Object.keys(groups).map((name) => [name, []]),
        ) as unknown as Lots<N>
      }
      const answer = await ask(base, groups)
      if (answer.meta.version !== meta.version) throw new BaseChangee()
      return answer.lots
    }

    const porteurs = new Map<string, string[]>()
    for (const { numero, rpps: porteur } of lots.porteurs) {
      porteurs.set(String(numero), [...(porteurs.get(String(numero)) ?? []), String(porteur)])
    }
    const others = [...new Set([...porteurs.values()].flat())].filter((one) => !rpps.includes(one))
    const lotsPorteurs = await again(personnesDe(others))
    const personnes = new Map([...toPersonnes(lots), ...toPersonnes(lotsPorteurs)])

    const situations = [...personnes.values()].flatMap((one) => one.situations)
    const finess = [...new Set(situations.flatMap(finessNommes))]
    const laboratoires = [...new Set(situations.filter(isOfLaboratoire).flatMap(finessNommes))]
    const finessLots = await again(finessDe(finess, laboratoires))
    const referentiel = toReferentiel(finessLots, meta.donneesDu)

    const settle = (personne: Personne): Result<Professionnel> => {
      if (hasUnreadableDay(personne.cartes)) return nonsense('a card with an unreadable day')
      return personne.situations.some((ligne) =>
        isIllisible(ligne, isOfLaboratoire(ligne), referentiel),
      )
        ? nonsense('what FINESS says of a structure cannot be read')
        : success(toProfessionnel(personne, referentiel, meta))
    }
    const settled = new Map<string, Result<Professionnel>>()
    for (const [key, personne] of personnes) settled.set(key, settle(personne))
    for (const { rpps: one } of [...lots.incomplets, ...lotsPorteurs.incomplets]) {
      settled.set(String(one), nonsense('a row of this practitioner could not be read'))
    }
    const cartesIncompletes = new Set(lots.cartesIncompletes.map(({ numero }) => String(numero)))
    const byCarte = (numero: string): Result<Professionnel> => {
      if (!meta.fichiers.has('cartes')) return sansCartes
      if (cartesIncompletes.has(numero)) return nonsense('a row of this card could not be read')
      const [porteur, other] = porteurs.get(numero) ?? []
      if (porteur === undefined) return notFound
      if (other !== undefined) return nonsense('one card of several people')
      const found = settled.get(porteur) ?? nonsense('card of somebody who is not there')
      if (!found.ok) return found
      const kept = keepCarte(found.value, numero)
      return kept === null ? nonsense('card of no profession') : success(kept)
    }
    return {
      results: cles.map(({ type, valeur }) =>
        type === 'RPPS' ? (settled.get(valeur) ?? notFound) : byCarte(valeur),
      ),
      meta,
    }
  }

  return async (cles) => {
    for (let relectures = 0; ; relectures++) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- anew only when the data have changed
        return await read(cles)
      } catch (error) {
        if (!(error instanceof BaseChangee)) throw error
        if (relectures === RELECTURES_MAX) {
          throw new BaseIndisponible('the database keeps changing')
        }
      }
    }
  }
}
