import type { EtatSource } from '../../application/etat-source.ts'
import type { Metriques } from '../../application/metriques.ts'
import type { RechercheFaite } from '../../application/rechercher.ts'
import type { Clock } from '../../application/ports.ts'
import { parisDay } from '../../application/read-demande.ts'
import type { PointAVerifier, SourceInterrogee, Verification } from '../../domain/verification.ts'
import type { Fetch } from '../http-client/http-client.ts'
import { createCounter, createGauge, createHistogram, type Counter } from './exposition.ts'

const SECONDS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const DAY_MS = 86_400_000
const PREFIX = 'qui_commande_'

export type MetriquesOptions = {
  clock: Clock
  version: string
  reglement: string
}

const createCompteurs = () => ({
  demandes: createCounter(`${PREFIX}demandes_total`, 'Demandes HTTP, par adresse et par statut.'),
  problemes: createCounter(`${PREFIX}problemes_total`, 'Erreurs HTTP, par code.'),
  durees: createHistogram(
    `${PREFIX}demande_secondes`,
    'Durée des demandes HTTP, par adresse.',
    SECONDS,
  ),
  verifications: createCounter(
    `${PREFIX}verifications_total`,
    'Vérifications jugées, par issue ; les lignes d’un lot comprises.',
  ),
  echecs: createCounter(
    `${PREFIX}verifications_sans_reponse_total`,
    'Vérifications sans réponse, par code d’erreur ; les lignes d’un lot comprises.',
  ),
  situations: createCounter(
    `${PREFIX}situations_total`,
    'Situations d’exercice jugées, par issue, couloir et règle qui décide.',
  ),
  structures: createCounter(
    `${PREFIX}structures_total`,
    'Structures demandées pour elles-mêmes et jugées, par issue, couloir et règle qui décide.',
  ),
  structuresSansReponse: createCounter(
    `${PREFIX}structures_sans_reponse_total`,
    'Structures demandées pour elles-mêmes, sans réponse, par code d’erreur.',
  ),
  recherches: createCounter(
    `${PREFIX}recherches_total`,
    'Recherches par nom, par résultat : trouve, tronque, aucun, ou un code d’erreur.',
  ),
  questions: createCounter(
    `${PREFIX}questions_bloquantes_total`,
    'Questions sans lesquelles une situation ou une structure n’a pas de commande, par code.',
  ),
  sources: createCounter(
    `${PREFIX}reponses_total`,
    'Réponses des annuaires, par état : direct, cache ou perime.',
  ),
  lots: createCounter(`${PREFIX}lots_total`, 'Lots commencés.'),
  lignes: createCounter(`${PREFIX}lot_lignes_total`, 'Lignes des lots commencés.'),
})

const createEtats = () => ({
  disponible: createGauge(`${PREFIX}source_disponible`, '1 : l’annuaire peut répondre ; 0 : non.'),
  disjoncteur: createGauge(`${PREFIX}disjoncteur_ouvert`, '1 : l’annuaire est laissé en paix.'),
  quota: createGauge(`${PREFIX}quota_restant`, 'Appels encore possibles dans la seconde.'),
  age: createGauge(`${PREFIX}donnees_age_jours`, 'Âge des données de l’annuaire, en jours.'),
  succes: createGauge(
    `${PREFIX}dernier_succes_secondes`,
    'Instant de la dernière réponse de l’annuaire (époque Unix).',
  ),
  erreurs: createGauge(
    `${PREFIX}erreurs_derniere_heure`,
    'Échecs de l’annuaire dans la dernière heure, par sorte.',
  ),
})

/** What a situation and a structure have in common: what it came to, by which rule, what blocks. */
type Jugement = {
  issue: string
  couloir: string | null
  regles: readonly string[]
  verifications: readonly PointAVerifier[]
}

const countJugement = (
  { issue, couloir, regles, verifications }: Jugement,
  counter: Counter,
  questions: Counter,
  more: Record<string, string> = {},
): void => {
  counter.add({ issue, couloir: couloir ?? 'aucun', regle: regles[0] ?? 'aucune', ...more })
  for (const { code, bloquante } of verifications) if (bloquante) questions.add({ code })
}

const countSources = (sources: readonly SourceInterrogee[], counter: Counter): void => {
  for (const { nom, etat } of sources) counter.add({ source: nom, etat })
}

const toFictif = ({ fictif }: Pick<Verification, 'fictif'>) => (fictif ? 'oui' : 'non')

const toResultatDeRecherche = (faite: RechercheFaite): string => {
  if (!faite.ok) return faite.probleme.code
  const { resultats, tronque } = faite.reponse
  if (tronque) return 'tronque'
  return resultats.length > 0 ? 'trouve' : 'aucun'
}

const toResultat = ({ status }: Response): string =>
  status === 429 ? '429' : `${Math.floor(status / 100)}xx`

/** The calls, counted by what came back. */
const countCalls =
  (call: Fetch, appels: Counter): Fetch =>
  async (url, init) => {
    try {
      const response = await call(url, init)
      appels.add({ resultat: toResultat(response) })
      return response
    } catch (error) {
      appels.add({ resultat: 'sans_reponse' })
      throw error
    }
  }

/**
 * Counts in the memory of this process, for Prometheus. Labels are addresses of the service, codes,
 * rules and names of sources: no number, no name, and a number of series that requests cannot raise.
 */
export const createMetriques = ({
  clock,
  version,
  reglement,
}: MetriquesOptions): Metriques & { withCalls(call: Fetch): Fetch } => {
  const compteurs = createCompteurs()
  const etats = createEtats()
  const appels = createCounter(`${PREFIX}appels_total`, 'Appels à l’Annuaire Santé, par résultat.')
  const info = createGauge(`${PREFIX}info`, 'Versions du service et du règlement.')
  info.set({ version, reglement }, 1)
  const memoire = createGauge('process_resident_memory_bytes', 'Mémoire du processus.')
  const depart = createGauge('process_start_time_seconds', 'Démarrage (époque Unix).')
  depart.set({}, Math.round(clock.now().getTime() / 1000 - process.uptime()))

  const setEtat = (etat: EtatSource): void => {
    const source = { source: etat.nom }
    etats.disponible.set(source, etat.indisponible === undefined ? 1 : 0)
    if (etat.disjoncteur !== null) {
      etats.disjoncteur.set(source, etat.disjoncteur === 'ouvert' ? 1 : 0)
    }
    if (etat.quotaRestant !== null) etats.quota.set(source, etat.quotaRestant)
    if (etat.donneesDu !== null) {
      const today = Date.parse(parisDay(clock.now()))
      etats.age.set(source, (today - Date.parse(etat.donneesDu)) / DAY_MS)
    }
    if (etat.dernierSucces !== null) {
      etats.succes.set(source, Date.parse(etat.dernierSucces) / 1000)
    }
    for (const [sorte, count] of Object.entries(etat.erreursDerniereHeure)) {
      etats.erreurs.set({ ...source, sorte }, count)
    }
  }

  return {
    answered({ route, status, ms, code }) {
      const adresse = route ?? 'inconnue'
      compteurs.demandes.add({ adresse, statut: String(status) })
      compteurs.durees.observe({ adresse }, ms / 1000)
      if (code !== undefined) compteurs.problemes.add({ code })
    },

    verdict(verdict) {
      if (!verdict.ok) return compteurs.echecs.add({ code: verdict.probleme.code })
      const { verification } = verdict
      const { issue, situations, sources } = verification
      compteurs.verifications.add({ issue, fictif: toFictif(verification) })
      countSources(sources, compteurs.sources)
      for (const situation of situations) {
        countJugement(situation, compteurs.situations, compteurs.questions)
      }
    },

    structure(verdict) {
      if (!verdict.ok) return compteurs.structuresSansReponse.add({ code: verdict.probleme.code })
      const { verification } = verdict
      const { structures, questions, sources } = compteurs
      countSources(verification.sources, sources)
      countJugement(verification, structures, questions, { fictif: toFictif(verification) })
    },

    recherche(quoi, faite) {
      compteurs.recherches.add({ quoi, resultat: toResultatDeRecherche(faite) })
      if (faite.ok) countSources(faite.reponse.sources, compteurs.sources)
    },

    lot(lignes) {
      compteurs.lots.add({})
      compteurs.lignes.add({}, lignes)
    },

    read(sources) {
      for (const gauge of Object.values(etats)) gauge.clear()
      for (const source of sources) setEtat(source)
      memoire.set({}, process.memoryUsage.rss())
      const families = [info, ...Object.values(compteurs), appels, ...Object.values(etats)]
      return [...families, memoire, depart].flatMap((family) => family.lines()).join('\n') + '\n'
    },

    withCalls: (call) => countCalls(call, appels),
  }
}
