import { frenchDay, frenchInstant } from '../mots/dates.ts'
import { ALERTES, type CodeAlerte } from '../rules/alertes.ts'
import type { Alerte, SourceInterrogee } from '../verification.ts'

/** The day of the webinar: before it, no rule is attested. */
const PREMIERE_REGLE = '2022-12-15'

/** What every order carries too: who places it must know how old its data are. */
const DE_CHAQUE_COMMANDE: ReadonlySet<string> = new Set<CodeAlerte>([
  'DONNEES_PERIMEES',
  'DONNEES_ANCIENNES',
])

/** Whether an alert of the whole answer must stand on each order as well. */
export const isOfEachOrder = ({ code }: Alerte): boolean => DE_CHAQUE_COMMANDE.has(code)

export type Donnees = {
  demande: { jour: string }
  sources: readonly SourceInterrogee[]
  /** Day of the oldest data, once they are too old to go without a word; left out = they are not. */
  anciennesDu?: string | undefined
}

/** What is to be known of the age of the data, and of the day judged. */
export const alertesDonnees = ({ demande, sources, anciennesDu }: Donnees): Alerte[] => {
  const alertes: Alerte[] = []
  const add = (code: CodeAlerte, suite = ''): void => {
    alertes.push({ code, texte: ALERTES[code] + suite })
  }
  const perime = sources.find(({ etat }) => etat === 'perime')
  if (perime !== undefined)
    add('DONNEES_PERIMEES', ` Elles ont été lues le ${frenchInstant(perime.interrogeeLe)}.`)
  if (anciennesDu !== undefined)
    add('DONNEES_ANCIENNES', ` Le plus ancien est du ${frenchDay(anciennesDu)}.`)
  if (demande.jour < PREMIERE_REGLE) add('DATE_ANTERIEURE')
  return alertes
}
