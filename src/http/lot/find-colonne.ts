import { quote } from '../../application/quote.ts'
import { unwrap } from '../../domain/identifiants/read-saisie.ts'

/** Which column of a table has the numbers, by its name: one reader for every kind of table. */

/** « N° RPPS », « n°_rpps » and « N RPPS » are one name. */
const fold = (name: string): string =>
  unwrap(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()

/** Words that say nothing of which number a column has. */
const MOTS_VIDES =
  /\b(?:n|no|num|numeros?|nr|id|identifiant|code|de|du|d|des|la|le|l|ps|professionnels?|praticiens?|medecins?|titulaires?|sante)\b/g

/** « Numéro du praticien », and not « Praticien », which is a name. */
const PERSONNE =
  /^(?:n|no|num|numeros?|id|identifiant|code)\b.*\b(?:ps|professionnel|praticien|medecin|titulaire)s?$/

/**
 * Names in the order in which they are believed: ours, then a RPPS, then a RPPS behind its 8, then a
 * card, which is replaced every three years. Each takes a folded name, and what is left of it without
 * the words that say nothing. « N° » alone is none: it counts the lines, most often.
 */
const RANGS: readonly ((name: string, reste: string) => boolean)[] = [
  (name) => name === 'numero',
  (name, reste) =>
    ['rpps', 'rpps ou carte', 'carte ou rpps'].includes(reste) || name === 'identifiant pp',
  (name, reste) => reste === 'idnps' || name === 'identification nationale pp',
  (_, reste) => ['carte', 'cps', 'carte cps', 'carte cpf'].includes(reste),
  (name, reste) => reste === '' && (name === 'numeros' || PERSONNE.test(name)),
]

export type ColonneTrouvee =
  /** From 0; null = no column is called so. */
  { ok: true; at: number | null } | { ok: false; detail: string }

/** The column that its name says to hold the numbers; two that say so alike are not chosen from. */
export const findColonne = (noms: readonly string[]): ColonneTrouvee => {
  // One with a separator in it is a whole row, read with another one.
  const folded = noms.map((nom) => (/[;,\t]/.test(nom) ? '' : fold(nom)))
  const restes = folded.map((name) => name.replace(MOTS_VIDES, ' ').replace(/ +/g, ' ').trim())
  for (const isNamed of RANGS) {
    const found = folded.flatMap((name, at) =>
      name !== '' && isNamed(name, restes[at] ?? '') ? [at] : [],
    )
    const [at, autre] = found
    if (at === undefined) continue
    if (autre === undefined) return { ok: true, at }
    if (folded[at] === 'numero')
      return { ok: false, detail: 'Deux colonnes s’appellent « numero ».' }
    const detail = `Les colonnes ${quote(noms[at] ?? '')} et ${quote(noms[autre] ?? '')} peuvent être celle des numéros : appelez « numero » celle qu’il faut lire.`
    return { ok: false, detail }
  }
  return { ok: true, at: null }
}
