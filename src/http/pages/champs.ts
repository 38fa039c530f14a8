import { IDENTIFIANT_TYPES } from '../../domain/identifiants/identifiants.ts'
import { TYPES, USAGE_LIBELLES } from '../../domain/mots/libelles.ts'
import { frenchDay } from '../../domain/mots/dates.ts'
import type { Champ, Saisie } from '../request/saisie.ts'
import type { Option } from './blocs.tsx'

/** What the fields of a request are called, in the form and on the chips of what was given. */

const toOptions = (libelles: Record<string, string>): Option[] =>
  Object.entries(libelles).map(([valeur, libelle]) => ({ valeur, libelle }))

export const USAGE_OPTIONS = toOptions(USAGE_LIBELLES)
export const TYPE_OPTIONS = IDENTIFIANT_TYPES.map((type) => ({
  valeur: type,
  libelle: TYPES[type],
}))

const OUI_NON = { true: 'Oui', false: 'Non' }

type ChampDeContexte = Extract<Champ, `contexte.${string}`>

/** `libelle` on the form, `court` on a chip; without `options`, a free answer. */
type Mots = { libelle: string; court: string; options?: readonly Option[] }

/** Facts the Annuaire does not hold, in the order of the form; the quantities stand elsewhere. */
export const CONTEXTE: ReadonlyMap<ChampDeContexte, Mots> = new Map<ChampDeContexte, Mots>([
  [
    'contexte.systemeInformation',
    {
      libelle: 'Système d’information',
      court: 'Système d’information',
      options: toOptions({ commun: 'Commun à tous les sites', 'par-site': 'Un par site' }),
    },
  ],
  [
    'contexte.ris',
    {
      libelle: 'RIS (radiologie)',
      court: 'RIS',
      options: toOptions({ unique: 'Un seul pour tous les sites', 'par-site': 'Un par site' }),
    },
  ],
  [
    'contexte.groupement',
    {
      libelle: 'Commande pour tout un groupement (GHT…)',
      court: 'Pour tout un groupement',
      options: toOptions(OUI_NON),
    },
  ],
  [
    'contexte.certificatSouhaite',
    {
      libelle: 'Certificat voulu même si la carte CPS suffit',
      court: 'Certificat voulu sans nécessité',
      options: toOptions(OUI_NON),
    },
  ],
  [
    'contexte.sitePrincipal',
    {
      libelle: 'Laboratoire : FINESS géographique du site principal',
      court: 'Site principal',
    },
  ],
  [
    'contexte.statut',
    {
      libelle: 'Établissement public ou privé',
      court: 'Établissement',
      options: toOptions({ public: 'Public', prive: 'Privé' }),
    },
  ],
  [
    'contexte.exercice',
    {
      libelle: 'Radiologue : exerce',
      court: 'Exerce',
      options: toOptions({
        'nom-propre': 'En son nom propre',
        societe: 'Pour une société d’exercice',
      }),
    },
  ],
  [
    'contexte.logiciel',
    {
      libelle: 'Maison de santé : le logiciel est',
      court: 'Logiciel',
      options: toOptions({ structure: 'À la maison de santé', praticien: 'Au praticien' }),
    },
  ],
  [
    'contexte.praticien',
    {
      libelle: 'Qui utilise le logiciel',
      court: 'Utilisé par',
      options: toOptions({
        radiologue: 'Un radiologue libéral',
        medecin: 'Un autre médecin libéral',
        autre: 'Quelqu’un d’autre',
      }),
    },
  ],
  ['contexte.siret', { libelle: 'Société d’exercice : SIRET', court: 'SIRET' }],
])

/** The short name of a field; « Réponse » for those that have none. */
export const nameChamp = (champ: Champ): string =>
  CONTEXTE.get(champ as ChampDeContexte)?.court ?? 'Réponse'

const QUANTITES: Partial<Record<Champ, string>> = {
  'contexte.solutions': 'Logiciels',
  'contexte.instances': 'Instances de chacun',
}

/** What a value of a field is called; itself where it has no name. */
const nameValeur = (champ: Champ, valeur: string): string => {
  if (champ === 'date') return frenchDay(valeur)
  const options =
    champ === 'usages' ? USAGE_OPTIONS : (CONTEXTE.get(champ as ChampDeContexte)?.options ?? [])
  return options.find((option) => option.valeur === valeur)?.libelle ?? valeur
}

/** One thing that was given, in words, and the fields it fills. */
export type Donnee = { texte: string; champs: readonly Champ[] }

const EMPLOYE: readonly Champ[] = ['identifiantEnvisage.type', 'identifiantEnvisage.valeur']
const ADMINISTRATEUR: readonly Champ[] = [
  'administrateurTechnique.nom',
  'administrateurTechnique.prenom',
  'administrateurTechnique.carte',
]

/** All that was given besides the number. `nameSituation` names the situation chosen. */
export const listDonnees = (saisie: Saisie, nameSituation: () => string): Donnee[] => {
  const donnees: Donnee[] = []
  const add = (champ: Champ, nom: string): void => {
    const valeurs = saisie.get(champ)
    if (valeurs === undefined) return
    const textes = [...new Set(valeurs.map((valeur) => nameValeur(champ, valeur)))]
    const tous = champ === 'usages' && textes.length === USAGE_OPTIONS.length
    donnees.push({ texte: `${nom} : ${tous ? 'tous' : textes.join(', ')}`, champs: [champ] })
  }
  if (saisie.has('situation')) {
    donnees.push({ texte: `Situation : ${nameSituation()}`, champs: ['situation'] })
  }
  for (const [champ, { court }] of CONTEXTE) add(champ, court)
  add('usages', 'Usages')
  for (const [champ, nom] of Object.entries(QUANTITES)) add(champ as Champ, nom)
  add('date', 'Jour')
  const [employe] = saisie.get('identifiantEnvisage.valeur') ?? []
  if (employe !== undefined) {
    donnees.push({ texte: `Identifiant employé : ${employe}`, champs: EMPLOYE })
  }
  const nom = ADMINISTRATEUR.slice(0, 2).flatMap((champ) => saisie.get(champ) ?? [])
  if (nom.length > 0) {
    donnees.push({
      texte: `Administrateur technique : ${nom.toReversed().join(' ')}`,
      champs: ADMINISTRATEUR,
    })
  }
  return donnees
}
