import { activite } from './activite.ts'
import { biologie } from './biologie.ts'
import { cabinet } from './cabinet.ts'
import { etablissement } from './etablissement.ts'
import { hopital } from './hopital.ts'
import { medicoSocial } from './medico-social.ts'
import { officine } from './officine.ts'
import { plateauTechnique } from './plateau-technique.ts'
import { principes } from './principes.ts'
import { radiologie } from './radiologie.ts'
import { rppsRang } from './rpps-rang.ts'
import { isInForce, type Regle } from './rule.ts'
import { scm } from './scm.ts'
import { secteur } from './secteur.ts'
import { secteurDesSites } from './secteur-des-sites.ts'
import { societe } from './societe.ts'
import { ville } from './ville.ts'

/** Version of the rule book; it changes with any rule, so that an answer can be traced to it. */
export const REGLEMENT_VERSION = '2026.11.5'

/** Every rule, lapsed ones too: a decision of last year must still be explained. */
export const regles: readonly Regle[] = [
  ...activite,
  ...secteurDesSites,
  ...secteur,
  ...scm,
  ...radiologie,
  ...cabinet,
  ...societe,
  ...rppsRang,
  ...plateauTechnique,
  ...hopital,
  ...medicoSocial,
  ...etablissement,
  ...officine,
  ...biologie,
  ...ville,
  ...principes,
]

const byId: ReadonlyMap<string, Regle> = new Map(regles.map((regle) => [regle.id, regle]))

/** The rule of that id, in force or not; undefined = no such rule ever. */
export const findRegle = (id: string): Regle | undefined => byId.get(id)

/**
 * A rule that the code itself refers to.
 *
 * @throws Error when the book has lost it: a bug, found at the start.
 */
export const regleOf = (id: string): Regle => {
  const found = byId.get(id)
  if (found === undefined) throw new Error(`rule ${id} is gone`)
  return found
}

/** The rules in force on a day, `AAAA-MM-JJ`. */
export const reglesInForce = (jour: string): Regle[] =>
  regles.filter((regle) => isInForce(regle, jour))
