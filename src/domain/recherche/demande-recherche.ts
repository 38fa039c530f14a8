import * as z from 'zod'
import { professionSante } from '../nomenclatures/index.ts'
import { objet } from '../objet.ts'
import { foldWords } from './fold.ts'
import { readLieu } from './lieu.ts'

const TEXTE_MAX = 100

/** Of those that a search compares: others would be found in any name. */
const hasTwoLetters = (text: string): boolean =>
  (foldWords(text).join('').match(/\p{L}/gu) ?? []).length >= 2

/** Body of `POST /v1/recherches`. */
export const DemandeRecherche = objet('Un nom à chercher.', {
  texte: z
    .string()
    .min(2)
    .max(TEXTE_MAX)
    .refine(hasTwoLetters)
    .meta({
      description:
        'Nom et prénom, dans l’ordre que l’on veut, ou le début de chacun : accents, majuscules, traits d’union et apostrophes n’importent pas. Pour une structure, des mots de sa raison sociale ou de son enseigne.',
      attendu: `un nom est attendu, de 2 à ${TEXTE_MAX} caractères dont au moins deux lettres ; un numéro se vérifie sans le chercher`,
      formulaire: `Donnez un nom, de 2 à ${TEXTE_MAX} caractères dont au moins deux lettres.`,
    }),
  lieu: z
    .string()
    .max(TEXTE_MAX)
    .refine((lieu) => readLieu(lieu) !== null)
    .meta({
      description: 'Commune, code postal, ou département (son numéro ou son nom).',
      attendu: 'une commune, un code postal ou un département est attendu',
      formulaire: 'Lieu : donnez une commune, un code postal ou un département.',
    })
    .optional(),
  profession: z
    .string()
    .refine((code) => professionSante.find(code) !== undefined)
    .meta({
      description: 'Profession, par son code (table G15) : 10 médecin, 60 infirmier…',
      attendu: 'un code de profession de la table G15 est attendu, comme « 10 »',
      formulaire: 'Choisissez la profession dans la liste.',
    })
    .optional(),
  quoi: z
    .enum(['professionnel', 'structure'])
    .describe('Ce que l’on cherche ; professionnel par défaut.')
    .optional(),
}).meta({ attendu: 'un objet JSON est attendu, avec au moins le champ « texte »' })
export type DemandeRecherche = z.infer<typeof DemandeRecherche>
