import { failure, success, type Result } from '../../application/failure.ts'
import type { Cle } from '../../application/ports.ts'
import type { Professionnel } from '../../domain/situation-exercice.ts'
import {
  type BaseExtraction,
  BaseIndisponible,
  type Ligne,
  type Meta,
  readMeta,
  REQUETE_FICHIERS,
  REQUETE_META,
  type Requete,
  toRequetes,
} from './extraction-base.ts'
import {
  hasUnreadableDay,
  isLaboratoire,
  type Personne,
  toProfessionnel,
} from './extraction-mapping.ts'
import { finessNommes, toReferentiel } from './extraction-finess.ts'
import { keepCarte } from './keep-carte.ts'

const PROFESSIONNELS = 'SELECT rpps, nom, prenom, civilite FROM professionnel WHERE rpps IN (@)'
const EXERCICES = 'SELECT rpps, rang, profession, savoir_faire FROM exercice WHERE rpps IN (@)'
const SITUATIONS = `
  SELECT s.rpps, s.exercice, s.mode, s.secteur, s.fonction, s.genre, s.structure,
    t.id AS structure_id, t.raison_sociale, t.enseigne, t.finess_eg, t.finess_ej, t.siret, t.siren,
    t.ancien_identifiant, t.adresse, t.code_postal, t.commune
  FROM situation s LEFT JOIN structure t ON t.id = s.structure WHERE s.rpps IN (@)`
const CARTES =
  'SELECT rpps, exercice, numero, type, debut, fin, opposition FROM carte WHERE rpps IN (@)'
const PORTEURS = 'SELECT DISTINCT numero, rpps FROM carte WHERE numero IN (@)'
const INCOMPLETS = "SELECT valeur AS rpps FROM incomplet WHERE type = 'RPPS' AND valeur IN (@)"
const CARTES_INCOMPLETES =
  "SELECT valeur AS numero FROM incomplet WHERE type = 'CARTE' AND valeur IN (@)"
const ETABLISSEMENTS = 'SELECT * FROM etablissement WHERE finess IN (@)'
const ENTITES = 'SELECT * FROM entite_juridique WHERE finess IN (@)'
const LEURS_ENTITES = `
  SELECT * FROM entite_juridique
  WHERE finess IN (SELECT finess_ej FROM etablissement WHERE finess IN (@))`
const SITES_OU = `
  SELECT *, EXISTS (SELECT 1 FROM incomplet WHERE type = 'EJ' AND valeur = finess_ej) AS incomplet
  FROM etablissement`
const SITES = `${SITES_OU} WHERE finess_ej IN (@)`
const SITES_FRERES = `${SITES_OU}
  WHERE finess_ej IN (SELECT finess_ej FROM etablissement WHERE finess IN (@))`

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

const personnesDe = (rpps: readonly string[]) => ({
  professionnels: toRequetes(PROFESSIONNELS, rpps),
  exercices: toRequetes(EXERCICES, rpps),
  situations: toRequetes(SITUATIONS, rpps),
  cartes: toRequetes(CARTES, rpps),
  incomplets: toRequetes(INCOMPLETS, rpps),
})
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
      fichiers: [REQUETE_FICHIERS],
      porteurs: toRequetes(PORTEURS, numeros),
      cartesIncompletes: toRequetes(CARTES_INCOMPLETES, numeros),
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
    const laboratoires = [...new Set(situations.filter(isLaboratoire).flatMap(finessNommes))]
    const finessLots = await again({
      etablissements: toRequetes(ETABLISSEMENTS, finess),
      entites: [...toRequetes(ENTITES, finess), ...toRequetes(LEURS_ENTITES, finess)],
      sites: [...toRequetes(SITES, laboratoires), ...toRequetes(SITES_FRERES, laboratoires)],
    })
    const referentiel = toReferentiel(finessLots, meta.donneesDu)

    const settled = new Map<string, Result<Professionnel>>()
    for (const [key, personne] of personnes) {
      settled.set(
        key,
        hasUnreadableDay(personne.cartes)
          ? nonsense('a card with an unreadable day')
          : success(toProfessionnel(personne, referentiel, meta)),
      )
    }
    for (const { rpps: one } of [...lots.incomplets, ...lotsPorteurs.incomplets]) {
      settled.set(String(one), nonsense('a row of this practitioner could not be read'))
    }
    const cartesIncompletes = new Set(lots.cartesIncompletes.map(({ numero }) => String(numero)))
    const hasCartes = lots.fichiers.some(({ type }) => type === 'cartes')
    const byCarte = (numero: string): Result<Professionnel> => {
      if (!hasCartes) return sansCartes
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
