import {
  ADELI_RANG,
  ADELI_REMPLACE,
  findFormes,
  isAdeliRangLike,
  isCorsican,
  nameFormes,
} from './formes-identifiant.ts'
import type { IdentifiantType } from './identifiants.ts'
import {
  identify,
  LUHN_FAUX,
  PEUT_ETRE_AM,
  refuseCompris,
  refuseEtiquette,
} from './parse-identifiant.ts'
import { type SaisieRefusee, readSaisie } from './read-saisie.ts'

/** An identifier of which nobody said the type, read: or why it cannot be told. */
export type IdentifiantSansTypeLu =
  | {
      ok: true
      /** The one to take for want of knowing better. */
      type: IdentifiantType
      /** Those that the value may have as well. */
      autresTypes: readonly IdentifiantType[]
      valeur: string
      /** French sentence of doubt, about the value or about the type; null = none. */
      avertissement: string | null
    }
  | SaisieRefusee

const ATTENDU = 'un FINESS, un SIRET ou un RPPS rang est attendu'
const PRECISEZ = 'précisez son type'

/** What ten digits may be besides a card, by their first one, when no key holds. */
const PREFIXES: Record<string, string> = {
  0: `un numéro ADELI précédé de 0, ${ADELI_REMPLACE}`,
  1: 'un FINESS précédé de 1, dont la clé est fausse',
  2: 'un SIREN précédé de 2, dont la clé est fausse',
}

const readAs = (type: IdentifiantType, compris: string): IdentifiantSansTypeLu => {
  const lecture = identify(type, compris)
  if (!lecture.ok) return lecture
  const { valeur, avertissement } = lecture
  return { ok: true, type, autresTypes: [], valeur, avertissement }
}

/** A number in which no key of a structure holds: a person’s, or an error that says why. */
const guessWithoutKey = (compris: string): IdentifiantSansTypeLu => {
  if (isCorsican(compris)) return readAs('FINESS_EG', compris)
  const prefixe = compris.charAt(0)
  switch (compris.length) {
    case 8:
      return readAs('CARTE', compris)
    case 9: {
      const suite = `, lus comme un FINESS ou un SIREN : ${LUHN_FAUX}.`
      return refuseCompris('cle', compris, suite, PEUT_ETRE_AM)
    }
    case 10: {
      const autre = PREFIXES[prefixe]
      if (autre === undefined) return readAs('CARTE', compris)
      return refuseCompris('type', compris, ` : ${autre}, ou un numéro de carte ; ${PRECISEZ}.`)
    }
    case 11:
      return readAs('RPPS', compris)
    case 12:
      if (prefixe === '8') return readAs('RPPS', compris)
      if (isAdeliRangLike(compris))
        return refuseCompris('longueur', compris, ` : c’est la longueur de ${ADELI_RANG}.`)
      return refuseCompris('type', compris, ` : si c’est un numéro de carte, ${PRECISEZ}.`)
    case 14: {
      const suite = ' : ni la clé d’un SIRET, ni le RPPS au début d’un RPPS rang n’est juste.'
      return refuseCompris('cle', compris, suite)
    }
    case 15:
      if (prefixe === '3') return readAs('SIRET', compris)
      break
  }
  const suite = ' : un FINESS en a 9, un RPPS 11, un SIRET ou un RPPS rang 14.'
  return refuseCompris('longueur', compris, suite)
}

/**
 * The types that a number may have by its form alone. A key that holds tells: a card, which has
 * none, is what is left. EG, EJ and SIREN have the same key, and only the directory knows which.
 */
const guess = (compris: string): IdentifiantSansTypeLu => {
  const formes = findFormes(compris)
  const [forme, autre] = formes
  if (forme === undefined) return guessWithoutKey(compris)
  if (compris.length === 14 && autre !== undefined) {
    return refuseCompris('type', compris, ` : ${nameFormes(formes)} ; ${PRECISEZ}.`)
  }
  const [type = forme.types[0], ...autresTypes] = formes.flatMap(({ types }) => types)
  const lecture = readAs(type, compris)
  if (!lecture.ok) return lecture
  const doute =
    compris.length === 10 && !isCorsican(compris)
      ? `Lu comme ${forme.nom} précédé de ${compris.charAt(0)} : si c’est une carte, ${PRECISEZ}.`
      : autre && `Lu comme ${forme.nom} : si c’est ${autre.nom}, ${PRECISEZ}.`
  return { ...lecture, autresTypes, avertissement: lecture.avertissement ?? doute ?? null }
}

/**
 * Reads an identifier of which nobody said the type, as a person types or pastes it. A label that
 * names one type says it; else the form does. Two forms that no look-up can tell apart are an error
 * that names both.
 */
export const parseIdentifiantSansType = (saisie: string): IdentifiantSansTypeLu => {
  const lue = readSaisie(saisie, true)
  if (!lue.ok) return lue
  const { compris, etiquettes } = lue
  const [only, ...others] = etiquettes
  if (only === undefined) return guess(compris)
  if (others.length === 0 && only !== 'ADELI') return readAs(only, compris)
  const lecture = guess(compris)
  if (!lecture.ok) return lecture
  const [type, ...autresTypes] = [lecture.type, ...lecture.autresTypes].filter((one) =>
    etiquettes.includes(one),
  )
  return type === undefined
    ? refuseEtiquette(compris, etiquettes, ATTENDU)
    : { ...lecture, type, autresTypes, avertissement: null }
}
