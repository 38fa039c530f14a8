import type { IdentifiantType } from '../../domain/identifiants/identifiants.ts'
import { parseIdentifiantStructure } from '../../domain/identifiants/parse-identifiant-structure.ts'
import { parseNumero } from '../../domain/identifiants/parse-identifiant.ts'
import { CHAMPS, isOfAdresse, QUI, type Saisie } from './saisie.ts'

/** The addresses of answers. */

const toLien = (chemin: string, query: URLSearchParams, saisie: Saisie): string => {
  for (const champ of CHAMPS.filter(isOfAdresse)) {
    const valeurs = saisie.get(champ)
    if (valeurs !== undefined) query.set(champ, valeurs.join(','))
  }
  const options = query.toString().replaceAll('%2C', ',')
  return options === '' ? chemin : `${chemin}?${options}`
}

/**
 * The address of an answer: the RPPS and what the answer depends on, without any card. The same
 * answer for whoever opens it, as long as the data are the same.
 */
export const toPermalien = (rpps: string, saisie: Saisie): string =>
  toLien('/verifier', new URLSearchParams({ rpps }), saisie)

/** The same of a structure; its type only where the number does not tell it. */
export const toPermalienStructure = (
  type: IdentifiantType | 'FINESS',
  valeur: string,
  saisie: Saisie,
): string => {
  const lu = parseIdentifiantStructure(valeur)
  const isTold = lu.ok && (lu.type === 'FINESS' ? type.startsWith('FINESS') : lu.type === type)
  return toLien(`/structure/${valeur}`, new URLSearchParams(isTold ? {} : { type }), saisie)
}

const readAdresse = (saisie: Saisie): string | null => {
  const [valeur = ''] = saisie.get('identifiant.valeur') ?? []
  if (valeur !== '') {
    const [type] = saisie.get('identifiant.type') ?? []
    const lu = parseIdentifiantStructure(valeur, type as IdentifiantType | undefined)
    if (!lu.ok) return null
    return toPermalienStructure(lu.type, lu.valeur, saisie)
  }
  const [numero = ''] = saisie.get('numero') ?? []
  const [type] = saisie.get('type') ?? []
  const lu = parseNumero(numero, type === 'carte' ? 'carte' : undefined)
  return lu.ok && lu.type === 'RPPS' ? toPermalien(lu.valeur, saisie) : null
}

/**
 * The address of the answer to a whole request, once read without error; null when an address may
 * not say it all: a card, an identifier that may be one, an administrateur technique.
 */
export const toAdresse = (saisie: Saisie): string | null =>
  [...saisie.keys()].every((champ) => isOfAdresse(champ) || QUI.includes(champ))
    ? readAdresse(saisie)
    : null
