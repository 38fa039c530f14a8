import { createHash } from 'node:crypto'
import * as z from 'zod'
import { IDENTIFIANT_TYPES } from '../domain/identifiants/identifiants.ts'
import { Jour } from '../domain/situation-exercice.ts'
import {
  IssueGlobale,
  IssueSituation,
  Role,
  SituationEcartee,
  type SituationJugee,
  type SituationVue,
  type Verification,
} from '../domain/verification.ts'

/** Who orders, under what; no name. */
const Ordre = z.strictObject({
  role: Role,
  rpps: z.string().nullable(),
  type: z.enum(IDENTIFIANT_TYPES),
  valeur: z.string(),
})
export type Ordre = z.infer<typeof Ordre>

const Situation = z.strictObject({
  cle: z.string(),
  /** null = it is set aside, for `motif`. */
  issue: IssueSituation.nullable(),
  motif: SituationEcartee.shape.motif.nullable(),
  ordre: Ordre.nullable(),
  fermeture: Jour.nullable(),
})
export type SituationGardee = z.infer<typeof Situation>

/** What is kept of an answer from one run to the next: enough to compare, and no name. */
export const Empreinte = z.strictObject({
  /** The directory that answered. */
  source: z.string(),
  /** null = it has nobody of that number. */
  issue: IssueGlobale.nullable(),
  situations: z.array(Situation),
  /** Codes, sorted. */
  questions: z.array(z.string()),
  /** Of the latest cards, which are no use but to be compared; null = none is known. */
  cartes: z.string().nullable(),
})
export type Empreinte = z.infer<typeof Empreinte>

/** Of somebody whom that directory does not have. */
export const toInconnu = (source: string): Empreinte => ({
  source,
  issue: null,
  situations: [],
  questions: [],
  cartes: null,
})

const findOrdre = (
  { commandes }: Verification,
  { commande }: Pick<SituationJugee, 'commande'>,
): Ordre | null => {
  const found = commandes.find(({ id }) => id === commande)
  if (found === undefined) return null
  const { commanditaire, identifiant } = found
  return {
    role: commanditaire.role,
    rpps: commanditaire.rpps,
    type: identifiant.type,
    valeur: identifiant.valeur,
  }
}

const fermetureOf = ({ structure }: Pick<SituationVue, 'structure'>): string | null =>
  structure?.fermeture ?? null

const digestCartes = ({ professionnel: { rpps, cartes } }: Verification): string | null => {
  const dernieres = cartes.filter(({ plusRecente }) => plusRecente).map(({ numero }) => numero)
  if (dernieres.length === 0) return null
  const text = [rpps, ...dernieres.toSorted()].join(' ')
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/** What is kept of an answer. */
export const toEmpreinte = (verification: Verification): Empreinte => {
  const { situations, ecartees, questions, issue, sources } = verification
  const codes = [
    ...situations.flatMap(({ verifications }) => verifications.map(({ code }) => code)),
    ...questions.map(({ code }) => code),
  ]
  return {
    source: sources.at(-1)?.nom ?? '',
    issue,
    situations: [
      ...situations.map((situation) => ({
        cle: situation.cle,
        issue: situation.issue,
        motif: null,
        ordre: findOrdre(verification, situation),
        fermeture: fermetureOf(situation),
      })),
      ...ecartees.map(({ situation, motif }) => ({
        cle: situation.cle,
        issue: null,
        motif,
        ordre: null,
        fermeture: fermetureOf(situation),
      })),
    ],
    questions: [...new Set(codes)].toSorted(),
    cartes: digestCartes(verification),
  }
}
