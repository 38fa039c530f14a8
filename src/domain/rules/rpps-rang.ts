import type { Faits } from '../faits/faits.ts'
import { CABINETS, RADIOLOGUES } from './conditions.ts'
import { type Regle, regle } from './rule.ts'
import { DECISIONS } from '../sources.ts'

const CABINET_DE_RADIOLOGIE = {
  classe: CABINETS,
  profil: RADIOLOGUES,
}

const P09 = { document: DECISIONS, repere: 'P09, lecture du RPPS rang' }
const unCabinet = { classe: 'cabinet-de-groupe', profil: 'radiologue' } as const

const alerte = (
  id: string,
  titre: string,
  quand: Regle['quand'],
  code: 'RPPS_RANG_CLE' | 'RPPS_RANG_IDNST' | 'RPPS_RANG_ANCIEN' | 'RPPS_RANG_ECARTE',
  pourquoi: string,
  oui: Partial<Faits>,
  non: Partial<Faits>,
) =>
  regle({
    id,
    ref: ['P09'],
    titre,
    quand: { ...CABINET_DE_RADIOLOGIE, ...quand },
    alors: { nature: 'precision', alerte: code },
    pourquoi,
    source: P09,
    confiance: 'deduite',
    exemples: [
      { faits: { ...unCabinet, ...oui }, attendu: 'oui' },
      { faits: { ...unCabinet, ...non }, attendu: 'non' },
      { faits: unCabinet, attendu: 'inconnu' },
    ],
  })

/** How far the RPPS rang that was read can be trusted. */
export const rppsRang = [
  alerte(
    'rpps-rang-cle',
    'La clé d’un RPPS rang avertit, elle ne refuse pas',
    { rangCle: ['fausse'] },
    'RPPS_RANG_CLE',
    'La clé du RPPS rang {rppsRang} ne correspond pas au RPPS qu’il contient.',
    { rangCle: 'fausse' },
    { rangCle: 'bonne' },
  ),
  alerte(
    'rpps-rang-lu-dans-l-identifiant-national',
    'RPPS rang lu dans l’identifiant national de la structure',
    { rangOrigine: ['idnst'] },
    'RPPS_RANG_IDNST',
    'Le RPPS rang vient de l’identifiant national de la structure, où un 4 le précède.',
    { rangOrigine: 'idnst' },
    { rangOrigine: 'identifiant' },
  ),
  alerte(
    'rpps-rang-lu-dans-l-ancien-identifiant',
    'RPPS rang lu dans l’ancien identifiant de la structure',
    { rangOrigine: ['ancien'] },
    'RPPS_RANG_ANCIEN',
    'Le RPPS rang vient de l’ancien identifiant de la structure, où un 4 le précède.',
    { rangOrigine: 'ancien' },
    { rangOrigine: 'idnst' },
  ),
  alerte(
    'rpps-rang-ecarte',
    'Une valeur malformée est laissée de côté quand une autre convient',
    { rang: ['propre', 'autre'], rangMalforme: ['oui'] },
    'RPPS_RANG_ECARTE',
    'Une autre valeur, qui n’a pas la forme d’un RPPS rang, est inscrite à sa place.',
    { rang: 'propre', rangMalforme: 'oui' },
    { rangMalforme: 'non' },
  ),
]
