import { specialiteOrdinale } from '../domain/nomenclatures/index.ts'
import { MiseDeCote, toCode, toText } from './cellules.ts'
import { codeByLibelle } from './libelles.ts'

/** The type of a savoir-faire of R38. */
const SPECIALITE = 'S'

const specialiteByLibelle = codeByLibelle(specialiteOrdinale)

/** A label in the place of a code: its spaces must not end it. */
const toUnbroken = (libelle: string): string => (toText(libelle) ?? '').replaceAll(' ', '\u00a0')

/**
 * A savoir-faire as the database keeps it, `type:code`; null = the cells say nothing of one. Without
 * code, the label tells that of a specialty, and stands in the place of any other.
 *
 * @throws MiseDeCote when it cannot be one: a specialty unread must not become "no specialty".
 */
export const toSavoirFaire = (type: string, code: string, libelle: string): string | null => {
  const typeLu = toCode(type) ?? ''
  const specialite = ['', SPECIALITE].includes(typeLu) ? specialiteByLibelle(libelle) : undefined
  const codeLu = toCode(code) ?? specialite ?? toUnbroken(libelle)
  if (/[ :]/.test(typeLu) || codeLu.includes(' ')) throw new MiseDeCote('savoir-faire illisible')
  return typeLu === '' && codeLu === '' ? null : `${typeLu}:${codeLu}`
}

/**
 * A set of savoir-faire with one more, separated by one space, in alphabetical order. What a row
 * gives without type and another one with it is the same.
 */
export const addToSet = (ensemble: string, savoirFaire: string): string => {
  const all = new Set([...ensemble.split(' ').filter(Boolean), savoirFaire])
  const typed = new Set([...all].filter((one) => !one.startsWith(':')).map(withoutType))
  return [...all]
    .filter((one) => !(one.startsWith(':') && typed.has(withoutType(one))))
    .toSorted()
    .join(' ')
}

const withoutType = (savoirFaire: string): string => savoirFaire.slice(savoirFaire.indexOf(':'))
