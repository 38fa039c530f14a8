import type { Faits } from './faits.ts'

/**
 * Which class each sector of R02 belongs to, where a rule exists, and the categories of R66 that
 * make a structure médico-social whatever its sector. A valid sector that is not here has no rule.
 *
 * @see https://ansforge.github.io/annuaire-sante-fhir-documentation/ use case Ségur
 */
export const CLASSE_PAR_SECTEUR: ReadonlyMap<string, Faits['classe']> = new Map([
  ['SA07', 'cabinet-individuel'],
  ['SA08', 'cabinet-de-groupe'],
  ['SA09', 'societe'],
  ['SA01', 'hopital'],
  ['SA02', 'hopital'],
  ['SA03', 'hopital'],
  ['SA04', 'hopital'],
  ['SA30', 'hopital'],
  ['SA34', 'hopital'],
  ['SA36', 'hopital'],
  ['SA33', 'officine'],
  ['SA38', 'officine-liste-ans'],
  ['SA39', 'officine-liste-ans'],
  ['SA65', 'officine-liste-ans'],
  ['SA25', 'laboratoire'],
  ['SA29', 'laboratoire'],
  ['SA52', 'maison-de-sante'],
  ['SA05', 'centre-de-sante'],
])

/** The 66 categories of the couloir médico-social. */
export const CATEGORIES_MEDICO_SOCIALES = new Set(
  `159 165 166 172 175 176 177 178 180 182 183 186 188 189 190 192 194 195 196 197 198 202 207 209
   213 221 236 238 241 246 247 249 252 253 255 286 295 344 354 370 377 378 379 381 382 390 395 396
   402 411 418 427 437 440 441 445 446 448 449 453 460 462 500 501 502 608`.split(/\s+/),
)
