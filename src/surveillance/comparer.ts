import { ISSUES, ROLES, TYPES } from '../domain/mots/libelles.ts'
import type { Empreinte, Ordre, SituationGardee } from './empreinte.ts'

/** Every kind of change that is told, by a stable code, and what it is called. */
export const CHANGEMENTS = {
  autre_commanditaire: 'Un autre commanditaire',
  autre_identifiant: 'Un autre identifiant',
  activite_terminee: 'Une activité terminée, ou qui n’est plus inscrite',
  nouvelle_activite: 'Une nouvelle activité',
  structure_fermee: 'Une structure fermée',
  carte_remplacee: 'Une carte remplacée',
  nouvelle_question: 'Une nouvelle question',
  autre_reponse: 'Une autre réponse',
  plus_dans_annuaire: 'Plus dans l’annuaire',
} as const
export type CodeChangement = keyof typeof CHANGEMENTS

export type Changement = {
  code: CodeChangement
  /** Key of the situation; null = of the practitioner. */
  situation: string | null
  /** In words; null = nothing. */
  avant: string | null
  maintenant: string | null
}

const ISSUES_SITUATION: Record<NonNullable<SituationGardee['issue']>, string> = {
  commande: 'une commande',
  sans_certificat: 'aucun certificat',
  a_verifier: 'à vérifier',
}

const sayOrdre = ({ role, rpps, type, valeur }: Ordre): string =>
  `${ROLES[role].nom}${rpps === null ? '' : ` (RPPS ${rpps})`}, ${TYPES[type]} ${valeur}`

const sayIssue = ({ issue, motif, ordre }: SituationGardee): string | null => {
  if (issue === null) return motif === 'remplacant' ? 'un remplacement' : null
  return ordre === null ? ISSUES_SITUATION[issue] : sayOrdre(ordre)
}

const isSamePerson = (one: Ordre, other: Ordre): boolean =>
  one.role === other.role && one.rpps === other.rpps

const findCode = (avant: SituationGardee, maintenant: SituationGardee): CodeChangement | null => {
  if (avant.issue !== null && maintenant.issue === null) {
    return maintenant.motif === 'remplacant' ? 'autre_reponse' : 'activite_terminee'
  }
  if (avant.issue === null) {
    if (maintenant.issue === null) return null
    return avant.motif === 'remplacant' ? 'autre_reponse' : 'nouvelle_activite'
  }
  const [a, b] = [avant.ordre, maintenant.ordre]
  if (a === null || b === null) {
    return a === b && avant.issue === maintenant.issue ? null : 'autre_reponse'
  }
  if (!isSamePerson(a, b)) return 'autre_commanditaire'
  return a.type === b.type && a.valeur === b.valeur ? null : 'autre_identifiant'
}

/** A situation that is not there is one that is set aside: neither counts. */
const absente = (cle: string): SituationGardee => ({
  cle,
  issue: null,
  motif: null,
  ordre: null,
  fermeture: null,
})

/**
 * Those of one run by their keys. A key made of what the source says changes with a shop sign: one
 * that went is the one that came when they lead to the same, and stands under its new key.
 */
const byCle = (avant: Empreinte, maintenant: Empreinte) => {
  const before = new Map(avant.situations.map((one) => [one.cle, one]))
  const after = new Map(maintenant.situations.map((one) => [one.cle, one]))
  const come = maintenant.situations.filter(({ cle }) => !before.has(cle))
  for (const one of avant.situations) {
    if (after.has(one.cle)) continue
    const at = come.findIndex(
      (other) => JSON.stringify({ ...other, cle: '' }) === JSON.stringify({ ...one, cle: '' }),
    )
    const [same] = at < 0 ? [] : come.splice(at, 1)
    if (same === undefined) continue
    before.delete(one.cle)
    before.set(same.cle, same)
  }
  return { before, after }
}

const compareSituations = (avant: Empreinte, maintenant: Empreinte): Changement[] => {
  const { before, after } = byCle(avant, maintenant)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((cle) => {
    const a = before.get(cle) ?? absente(cle)
    const b = after.get(cle) ?? absente(cle)
    const found: Changement[] = []
    const code = findCode(a, b)
    if (code !== null) {
      found.push({ code, situation: cle, avant: sayIssue(a), maintenant: sayIssue(b) })
    }
    // A closed structure that comes with a new activity, or goes with an old one, is no news.
    if (before.has(cle) && b.fermeture !== null && b.fermeture !== a.fermeture) {
      const code = 'structure_fermee'
      found.push({ code, situation: cle, avant: a.fermeture, maintenant: b.fermeture })
    }
    return found
  })
}

const listOrdres = ({ situations }: Empreinte): Map<string, Ordre> =>
  new Map(situations.flatMap(({ ordre }) => (ordre === null ? [] : [[sayOrdre(ordre), ordre]])))

/**
 * The orders as a whole, where no situation that stayed tells of it: who left one structure for
 * another has another orderer. A société or an établissement is known by its identifier alone.
 */
const compareOrdres = (avant: Empreinte, maintenant: Empreinte): Changement[] => {
  const [before, after] = [listOrdres(avant), listOrdres(maintenant)]
  const gone = [...before].filter(([text]) => !after.has(text))
  const come = [...after].filter(([text]) => !before.has(text))
  if (gone.length === 0 || come.length === 0) return []
  const isSame = gone.every(([, one]) =>
    come.every(([, other]) => one.role === 'professionnel' && isSamePerson(one, other)),
  )
  return [
    {
      code: isSame ? 'autre_identifiant' : 'autre_commanditaire',
      situation: null,
      avant: gone.map(([text]) => text).join(' et '),
      maintenant: come.map(([text]) => text).join(' et '),
    },
  ]
}

const ORDRES: readonly CodeChangement[] = ['autre_commanditaire', 'autre_identifiant']

/** What changed in the answer for one number; both of the same directory. */
export const comparer = (avant: Empreinte, maintenant: Empreinte): Changement[] => {
  const ofAll = (
    code: CodeChangement,
    before: string | null,
    after: string | null,
  ): Changement => ({ code, situation: null, avant: before, maintenant: after })
  const issue = (one: Empreinte): string | null => (one.issue === null ? null : ISSUES[one.issue])

  if (avant.issue !== null && maintenant.issue === null) {
    return [ofAll('plus_dans_annuaire', issue(avant), null)]
  }
  const found = compareSituations(avant, maintenant)
  if (!found.some(({ code }) => ORDRES.includes(code))) {
    found.unshift(...compareOrdres(avant, maintenant))
  }
  if (avant.cartes !== null && maintenant.cartes !== null && avant.cartes !== maintenant.cartes) {
    found.push(ofAll('carte_remplacee', null, null))
  }
  const nouvelles = maintenant.questions.filter((code) => !avant.questions.includes(code))
  if (nouvelles.length > 0 && avant.issue !== null) {
    found.push(ofAll('nouvelle_question', null, nouvelles.join(', ')))
  }
  if (avant.issue !== maintenant.issue && found.length === 0) {
    found.push(ofAll('autre_reponse', issue(avant), issue(maintenant)))
  }
  return found
}
