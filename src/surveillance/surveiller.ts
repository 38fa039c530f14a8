import type { LotResultat } from '../application/lot.ts'
import { parseNumero } from '../domain/identifiants/parse-identifiant.ts'
import { nameProfessionnel } from '../domain/mots/noms.ts'
import { type Changement, comparer } from './comparer.ts'
import { type Empreinte, toEmpreinte, toInconnu } from './empreinte.ts'
import type { Etat } from './etat.ts'

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

type Surveillance = {
  rapport: Rapport
  add(resultat: LotResultat): void
  /** What the next run compares with. */
  end(): Etat['lignes']
}

type Passage = { le: string; reglement: string; annuaires: readonly string[] }

/**
 * Compares a list, line by line as it is judged, with what the last run left. A line that cannot be
 * looked at keeps what was known of it; so does one that a directory less preferred than the last
 * time answers, since two directories do not say the same of one person.
 */
export const createSurveillance = (avant: Etat | null, passage: Passage): Surveillance => {
  const lignes: Etat['lignes'] = {}
  const seen = new Set<string>()
  const rapport: Rapport = {
    precedent: avant?.fait ?? null,
    le: passage.le,
    reglement:
      avant === null || avant.reglement === passage.reglement
        ? null
        : { avant: avant.reglement, maintenant: passage.reglement },
    total: 0,
    inchanges: 0,
    changes: [],
    nonVues: [],
    illisibles: [],
    ajoutes: [],
    retires: [],
  }
  const rank = (source: string): number => passage.annuaires.indexOf(source)

  const judge = (key: string, resultat: LotResultat, empreinte: Empreinte): void => {
    const { ligne, verdict } = resultat
    const [, numero = ''] = key.split(' ')
    const known = avant?.lignes[key]
    if (known !== undefined && rank(empreinte.source) > rank(known.source)) {
      lignes[key] = known
      const motif = `La source « ${known.source} » n’a pas répondu ; « ${empreinte.source} » ne se compare pas avec elle.`
      rapport.nonVues.push({ numero, ligne, code: 'autre_source', motif })
      return
    }
    lignes[key] = empreinte
    if (known === undefined) {
      if (avant !== null) rapport.ajoutes.push(numero)
      rapport.inchanges++
      return
    }
    const changements = known.source === empreinte.source ? comparer(known, empreinte) : []
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

  return {
    rapport,
    add(resultat) {
      const { ligne, numero, verdict } = resultat
      const lu = parseNumero(numero ?? '')
      const probleme = verdict.ok ? null : verdict.probleme
      if (!lu.ok) {
        rapport.total++
        const motif = probleme?.detail ?? lu.detail
        const code = probleme?.code ?? 'numero_invalide'
        rapport.illisibles.push({ numero: numero ?? '', ligne, code, motif })
        return
      }
      const key = `${lu.type} ${lu.valeur}`
      if (seen.has(key)) return
      seen.add(key)
      rapport.total++
      if (verdict.ok) return judge(key, resultat, toEmpreinte(verdict.verification))
      const { code, detail } = verdict.probleme
      // Only the first directory says that there is nobody.
      if (ABSENT.has(code)) return judge(key, resultat, toInconnu(passage.annuaires[0] ?? ''))
      const known = avant?.lignes[key]
      if (known !== undefined) lignes[key] = known
      const place = EN_PANNE.has(code) ? rapport.nonVues : rapport.illisibles
      place.push({ numero: lu.valeur, ligne, code, motif: detail })
    },
    end() {
      for (const key of Object.keys(avant?.lignes ?? {})) {
        if (!seen.has(key)) rapport.retires.push(key.split(' ')[1] ?? key)
      }
      return lignes
    },
  }
}

/** 0 nothing changed, 1 something did, 2 somebody could not be looked at. */
export const toCode = ({ changes, nonVues, illisibles }: Rapport): 0 | 1 | 2 => {
  if (changes.length > 0) return 1
  return nonVues.length + illisibles.length > 0 ? 2 : 0
}
