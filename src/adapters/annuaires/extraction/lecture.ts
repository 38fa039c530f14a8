import { failure, success, type Result } from '../../../application/failure.ts'
import type { Cle } from '../../../application/ports.ts'
import type { Professionnel } from '../../../domain/situation-exercice.ts'
import type { BaseExtraction, Meta } from './base.ts'
import { hasUnreadableDay, isOfLaboratoire, type Personne, toProfessionnel } from './mapping.ts'
import { finessNommes, isIllisible, toReferentiel } from './finess.ts'
import {
  cartesDe,
  finessDe,
  type Groupes,
  type Lots,
  type LotsPersonnes,
  personnesDe,
} from './requetes.ts'
import { type Echange, readOneState } from './un-seul-etat.ts'
import { keepCarte } from '../source.ts'

export type LectureExtraction = (
  cles: readonly Cle[],
) => Promise<{ results: Result<Professionnel>[]; meta: Meta }>

/** The rows of each person. */
export const toPersonnes = (
  lots: Pick<LotsPersonnes, 'professionnels' | 'exercices' | 'situations' | 'cartes'>,
): Map<string, Personne> => {
  const personnes = new Map<string, Personne>()
  for (const professionnel of lots.professionnels) {
    const personne = { professionnel, exercices: [], situations: [], cartes: [] }
    personnes.set(professionnel.rpps, personne)
  }
  for (const ligne of lots.exercices) personnes.get(ligne.rpps)?.exercices.push(ligne)
  for (const ligne of lots.situations) personnes.get(ligne.rpps)?.situations.push(ligne)
  for (const ligne of lots.cartes) personnes.get(ligne.rpps)?.cartes.push(ligne)
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

  const read = async (ask: Echange, cles: readonly Cle[]) => {
    const valuesOf = (type: Cle['type'], form: RegExp) => [
      ...new Set(
        cles
          .filter((cle) => cle.type === type && form.test(cle.valeur))
          .map(({ valeur }) => valeur),
      ),
    ]
    const rpps = valuesOf('RPPS', /^\d{11}$/)
    const numeros = valuesOf('CARTE', /^\d{8,12}$/)
    const { meta, lots } = await ask({
      ...cartesDe(numeros),
      ...personnesDe(rpps),
    })
    const again = async <G extends Groupes>(groups: G): Promise<Lots<G>> => (await ask(groups)).lots

    const porteurs = new Map<string, string[]>()
    for (const { numero, rpps: porteur } of lots.porteurs) {
      porteurs.set(numero, [...(porteurs.get(numero) ?? []), porteur])
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
    for (const { valeur } of [...lots.incomplets, ...lotsPorteurs.incomplets]) {
      settled.set(valeur, nonsense('a row of this practitioner could not be read'))
    }
    const cartesIncompletes = new Set(lots.cartesIncompletes.map(({ valeur }) => valeur))
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

  return (cles) => readOneState(base, (ask) => read(ask, cles))
}
