import * as z from 'zod'
import { objet } from '../domain/objet.ts'
import { Jour } from '../domain/situation-exercice.ts'

/** One re-check of a source: `le` ISO 8601 UTC, `repond` = it answered as it should. */
export const Sonde = objet(
  'Une vérification régulière d’un annuaire, par un numéro sans titulaire.',
  {
    le: z.iso.datetime().describe('Instant de la vérification.'),
    resultat: z
      .enum(['repond', 'unavailable', 'timeout', 'refused', 'quota', 'invalid-response'])
      .describe('repond : l’annuaire répond comme attendu ; sinon, la sorte d’échec.'),
  },
)
export type Sonde = z.infer<typeof Sonde>

/** State of one source for `GET /sources`; never makes an upstream call. */
export const EtatSource = objet('Ce que le service sait d’un annuaire.', {
  nom: z.string().describe('Nom de l’annuaire.'),
  dernierSucces: z.iso
    .datetime()
    .nullable()
    .describe('Dernière réponse reçue ; null : aucune depuis le démarrage.'),
  donneesDu: Jour.nullable().describe('Jour des données ; null : l’annuaire ne les date pas.'),
  erreursDerniereHeure: z
    .record(z.string(), z.int().min(0))
    .describe('Échecs de la dernière heure, par sorte.'),
  quotaRestant: z
    .int()
    .min(0)
    .nullable()
    .describe('Appels encore possibles dans la seconde ; null : pas de quota, ou inconnu.'),
  disjoncteur: z
    .enum(['ferme', 'ouvert', 'semi-ouvert'])
    .nullable()
    .describe('ouvert : l’annuaire est laissé en paix un moment ; null : aucun.'),
  derniereSonde: Sonde.nullable()
    .optional()
    .describe(
      'Dernière vérification régulière ; null : aucune connue ; absent : le service n’en fait pas.',
    ),
  indisponible: z
    .string()
    .optional()
    .describe('Pourquoi il ne répondrait rien en ce moment ; absent : rien ne l’en empêche.'),
  avertissement: z
    .string()
    .optional()
    .describe(
      'Ce que l’exploitant du service doit savoir, comme une nouvelle base refusée ou des fichiers trop anciens (EXTRACTION_AGE_MAX_J) ; absent : rien.',
    ),
})
export type EtatSource = z.infer<typeof EtatSource>
