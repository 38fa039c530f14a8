import type { DemandeVerification } from '../domain/demande.ts'
import type { Question } from '../domain/verification.ts'

/** Of a question, what tells where its answer goes. */
type Posee = Pick<Question, 'champ' | 'multiple'> & { options: readonly { valeur: string }[] }

/** The request with the answer to one question in it: `repondre` of the client. */
export const putAnswer = (
  demande: DemandeVerification,
  { champ, multiple, options }: Posee,
  valeur: string | readonly string[],
): DemandeVerification => {
  const valeurs = typeof valeur === 'string' ? [valeur] : valeur
  const [first] = valeurs
  if (first === undefined) throw new TypeError(`${champ} takes an answer`)
  if (!multiple && valeurs.length > 1) throw new TypeError(`${champ} takes one answer`)
  const admises = options.map((option) => option.valeur)
  const other = admises.length === 0 ? undefined : valeurs.find((one) => !admises.includes(one))
  if (other !== undefined) throw new TypeError(`${other} is no option of ${champ}`)
  const value = multiple ? valeurs : first
  const [nom = '', sous] = champ.split('.')
  return sous === undefined
    ? { ...demande, [nom]: value }
    : { ...demande, contexte: { ...demande.contexte, [sous]: value } }
}
