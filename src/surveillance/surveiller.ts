import type { LotResultat } from '../application/lot.ts'
import type { Probleme } from '../application/probleme.ts'
import { parseNumero } from '../domain/identifiants/parse-identifiant.ts'
import { nameProfessionnel } from '../domain/mots/noms.ts'
import { type Changement, comparer } from './comparer.ts'
import { type Empreinte, toEmpreinte, toInconnu } from './empreinte.ts'
import { ETAT_VERSION, type Etat } from './etat.ts'

/** Somebody whose answer changed. */
export type Change = {
  numero: string
  ligne: number
  nom: string | null
  changements: Changement[]
  /** The answer of now, in one sentence. */
  resume: string
}

/** A line that nothing can be said of this time, and why. */
export type NonVue = { numero: string; ligne: number; code: string; motif: string }

/** What one run has to tell. */
export type Rapport = {
  /** Instant of the run before; null = this is the first. */
  precedent: string | null
  le: string
  /** null = the rule book is the same. */
  reglement: { avant: string; maintenant: string } | null
  total: number
  inchanges: number
  changes: Change[]
  /** A directory that is down, or another one than usual: their old state stays. */
  nonVues: NonVue[]
  /** What is no number: nobody is watched there. */
  illisibles: NonVue[]
  ajoutes: string[]
  retires: string[]
}

/** What a look-up says when it says nothing of the practitioner. */
const EN_PANNE = new Set(['annuaire_indisponible', 'annuaire_delai', 'annuaire_reponse_invalide'])
const ABSENT = new Set(['professionnel_inconnu', 'carte_inconnue'])

/** How a run is made. */
export type Passage = {
  le: string
  reglement: string
  annuaires: readonly string[]
  usages: readonly string[]
  date: string | null
}

const createRapport = (avant: Etat | null, { le, reglement }: Passage): Rapport => ({
  precedent: avant?.fait ?? null,
  le,
  reglement:
    avant === null || avant.reglement === reglement
      ? null
      : { avant: avant.reglement, maintenant: reglement },
  total: 0,
  inchanges: 0,
  changes: [],
  nonVues: [],
  illisibles: [],
  ajoutes: [],
  retires: [],
})

const toNonVue = (numero: string, ligne: number, { code, detail }: Probleme): NonVue => ({
  numero,
  ligne,
  code,
  motif: detail,
})

/**
 * Compares a list, line by line as it is judged, with what the last run left; `etat` is what this one
 * leaves. A line that cannot be looked at keeps what was known of it; so does one that a directory
 * less preferred than the last time answers, as two directories do not say the same of one person.
 */
export const surveiller = async (
  lot: AsyncIterable<readonly LotResultat[]>,
  avant: Etat | null,
  passage: Passage,
): Promise<{ rapport: Rapport; etat: Etat }> => {
  const rapport = createRapport(avant, passage)
  const lignes: Etat['lignes'] = {}
  const seen = new Set<string>()
  const rank = (source: string): number => passage.annuaires.indexOf(source)

  /** What is known now of a number that was looked up. */
  const judge = (key: string, { ligne, verdict }: LotResultat, empreinte: Empreinte): void => {
    const [, numero = ''] = key.split(' ')
    const known = avant?.lignes[key]
    if (known !== undefined && rank(empreinte.source) > rank(known.source)) {
      lignes[key] = known
      const motif = `La source « ${known.source} » n’a pas répondu ; « ${empreinte.source} » ne se compare pas avec elle.`
      rapport.nonVues.push({ numero, ligne, code: 'autre_source', motif })
      return
    }
    lignes[key] = empreinte
    if (known !== undefined && known.source !== empreinte.source) {
      const motif = `La source « ${empreinte.source} » répond de nouveau : « ${known.source} », la dernière fois, ne se compare pas avec elle.`
      rapport.nonVues.push({ numero, ligne, code: 'autre_source', motif })
      return
    }
    if (known === undefined && avant !== null) rapport.ajoutes.push(numero)
    const changements = known === undefined ? [] : comparer(known, empreinte)
    if (changements.length === 0) {
      rapport.inchanges++
      return
    }
    rapport.changes.push({
      numero,
      ligne,
      nom: verdict.ok ? nameProfessionnel(verdict.verification.professionnel) : null,
      changements,
      resume: verdict.ok ? verdict.verification.resume : verdict.probleme.detail,
    })
  }

  const add = (resultat: LotResultat): void => {
    const { ligne, numero, verdict } = resultat
    const lu = parseNumero(numero ?? '')
    const key = lu.ok ? `${lu.type} ${lu.valeur}` : `${ligne} ${numero}`
    if (seen.has(key)) return
    seen.add(key)
    rapport.total++
    if (verdict.ok) return judge(key, resultat, toEmpreinte(verdict.verification))
    const { probleme } = verdict
    // Only the first directory says that there is nobody.
    if (ABSENT.has(probleme.code)) {
      return judge(key, resultat, toInconnu(passage.annuaires[0] ?? ''))
    }
    const known = avant?.lignes[key]
    if (known !== undefined) lignes[key] = known
    const place = EN_PANNE.has(probleme.code) ? rapport.nonVues : rapport.illisibles
    place.push(toNonVue(lu.ok ? lu.valeur : (numero ?? ''), ligne, probleme))
  }

  for await (const batch of lot) batch.forEach(add)
  for (const key of Object.keys(avant?.lignes ?? {})) {
    if (!seen.has(key)) rapport.retires.push(key.split(' ')[1] ?? key)
  }
  const { le, reglement, annuaires, usages, date } = passage
  const options = { reglement, annuaires: [...annuaires], usages: [...usages], date }
  return { rapport, etat: { version: ETAT_VERSION, fait: le, ...options, lignes } }
}

/** 0 nothing changed, 1 something did, 2 somebody could not be looked at. */
export const toCode = ({ changes, nonVues, illisibles }: Rapport): 0 | 1 | 2 => {
  if (changes.length > 0) return 1
  return nonVues.length + illisibles.length > 0 ? 2 : 0
}
