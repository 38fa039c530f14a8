import * as z from 'zod'
import { Synthese } from '../domain/lot.ts'
import { RegleVue } from '../domain/reponse/regle-vue.ts'
import { Jour } from '../domain/situation-exercice.ts'
import { IssueGlobale, Reglement, Verification } from '../domain/verification.ts'
import type { EtatAnnuaire, Sonde as SondeFaite } from './ports.ts'
import { PROBLEME_CODES } from './probleme.ts'

/**
 * What the service answers beside a verification, as its clients read it: these shapes are
 * described, and held against the real answers by the tests.
 */

export const ErreurDeChamp = z.strictObject({
  pointer: z.string(),
  code: z.string(),
  detail: z.string(),
})

/** RFC 9457, as the HTTP interface writes it. */
export const Probleme = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  instance: z.string().optional(),
  code: z.enum(PROBLEME_CODES),
  errors: z.array(ErreurDeChamp).optional(),
})
export type Probleme = z.infer<typeof Probleme>

export const Sante = z.strictObject({
  statut: z.literal('ok'),
  version: z.string(),
  reglement: z.string(),
})

export const Sonde = z.strictObject({
  le: z.iso.datetime(),
  resultat: z.enum(['repond', 'unavailable', 'timeout', 'refused', 'quota', 'invalid-response']),
}) satisfies z.ZodType<SondeFaite>

export const EtatSource = z.strictObject({
  nom: z.string(),
  dernierSucces: z.iso.datetime().nullable(),
  donneesDu: Jour.nullable(),
  erreursDerniereHeure: z.record(z.string(), z.int().min(0)),
  quotaRestant: z.int().min(0).nullable(),
  disjoncteur: z.enum(['ferme', 'ouvert', 'semi-ouvert']).nullable(),
  derniereSonde: z.exactOptional(Sonde.nullable()),
  avertissement: z.exactOptional(z.string()),
}) satisfies z.ZodType<EtatAnnuaire>
export const Sources = z.strictObject({ sources: z.array(EtatSource) })

export const NumerosFictifs = z.strictObject({
  numeros: z.array(
    z.strictObject({
      numero: z.string(),
      type: z.enum(['RPPS', 'CARTE']),
      montre: z.string(),
      issue: IssueGlobale.nullable(),
      probleme: z.string().nullable(),
    }),
  ),
})

export const Accueil = z.strictObject({
  nom: z.string(),
  version: z.string(),
  adresses: z.array(
    z.strictObject({
      methode: z.string(),
      adresse: z.string(),
      role: z.string(),
    }),
  ),
})

export const Regles = z.strictObject({
  reglement: Reglement,
  regles: z.array(RegleVue),
})

const ligneDeLot = {
  ligne: z.int().min(1),
  numero: z.string().nullable(),
}
export const ResultatOk = z.strictObject({
  ...ligneDeLot,
  statut: z.literal('ok'),
  verification: Verification,
})
export const ResultatErreur = z.strictObject({
  ...ligneDeLot,
  statut: z.literal('erreur'),
  probleme: Probleme,
})
export const ResultatLot = z.union([ResultatOk, ResultatErreur])
export type ResultatLot = z.infer<typeof ResultatLot>

export const ReponseLot = z.strictObject({ resultats: z.array(ResultatLot), synthese: Synthese })
export type ReponseLot = z.infer<typeof ReponseLot>

/** One line of the streamed answer; the last one is the synthesis, or says what cut it short. */
export const LigneLot = z.union([
  ResultatLot,
  z.strictObject({ synthese: Synthese }),
  z.strictObject({ probleme: Probleme }),
])
