import type { Usage } from '../demande.ts'
import type { IdentifiantType } from '../identifiants/identifiants.ts'
import { nameType, TYPES } from '../mots/libelles.ts'
import type { Professionnel } from '../situation-exercice.ts'
import type {
  AvisAdministrateurTechnique,
  ChampFiche,
  Commande,
  Couloir,
  Fiche,
} from '../verification.ts'
import { listConsignes } from './consignes.ts'
import { CHAMPS, CHAMPS_BON_DE_COMMANDE, type ChampImprime, type CodeChamp } from './formulaires.ts'

/** Who the request names as administrateur technique, and what is to be thought of it. */
export type AdministrateurDesigne = {
  candidat: { carte: string; nom: string; prenom: string }
  avis: AvisAdministrateurTechnique
}

export type CommandeSansFiche = Omit<Commande, 'fiche'>

export type FicheInput = {
  commande: CommandeSansFiche
  /** Every order of the answer, this one among them. */
  toutes: readonly CommandeSansFiche[]
  couloir: Couloir | null
  /** The request declares the identifier, which the directory does not give. */
  isDeclare: boolean
  /** Names of the structures of its situations; null = the directory gives none. */
  structures: readonly (string | null)[]
  professionnel: Professionnel
  usages: readonly Usage[]
  administrateur: AdministrateurDesigne | null
}

type Rempli = Partial<Pick<ChampFiche, 'valeur' | 'origine' | 'modele'>> & {
  /** Added to what is printed beside the field. */
  note?: string | null
}
type Remplis = Partial<Record<CodeChamp, Rempli>>

/** The one field of three that an identifier goes to: the others stay empty. */
const CHAMP_IDENTIFIANT: Partial<Record<IdentifiantType, 'finess' | 'siret' | 'rpps-rang'>> = {
  FINESS_EG: 'finess',
  FINESS_EJ: 'finess',
  SIRET: 'siret',
  RPPS_RANG: 'rpps-rang',
}

/** Short, for one line; what stands between brackets is the caller's. */
const PRECISIONS: Record<Usage, string> = {
  dmp: 'DMP : alimentation par la structure depuis [logiciel] (AUTH_CLI + SIGN)',
  'insi-auto': 'INSi : appels automatiques (CN INSI-AUTO) depuis [logiciel]',
  'insi-manu': 'INSi : appels manuels (CN INSI-MANU) depuis [logiciel]',
  'mssante-bal': 'MSSanté : accès de [logiciel] à la BAL auprès de l’opérateur [opérateur]',
  'mssante-operateur': 'Opérateur MSSanté : serveur [nom de domaine]',
  psc: 'Fournisseur de service PSC : [service], Client_ID [Client_ID]',
  ror: 'ROR : consultation depuis [logiciel]',
}

const ofAnnuaire = (valeur: string | null, note: string | null = null): Rempli =>
  valeur === null ? { note } : { valeur, origine: 'annuaire', note }

const ofDemande = (valeur: string, note: string | null = null): Rempli => ({
  valeur,
  origine: 'demande',
  note,
})

const join = (...parts: (string | null | undefined)[]): string | null =>
  parts.filter((part) => part).join(' ') || null

const toChamp = (code: CodeChamp, rempli: Rempli): ChampFiche => {
  const { section, libelle, longueur, note }: ChampImprime = CHAMPS[code]
  const { valeur = null, origine = 'a-completer', modele = null } = rempli
  const fits = valeur === null || longueur === undefined || valeur.length === longueur
  return {
    code,
    section,
    libelle,
    valeur: fits ? valeur : null,
    origine: fits ? origine : 'a-completer',
    modele,
    note: fits
      ? join(note, rempli.note)
      : join(
          note,
          `Ce que l’on connaît a ${valeur.length} caractères : le champ en prend ${longueur}.`,
        ),
  }
}

/** Fields that nobody fills in, made once. */
const VIDES = new Map(
  (Object.keys(CHAMPS) as CodeChamp[]).map((code) => [code, Object.freeze(toChamp(code, {}))]),
)

/** The name on the certificate: a cabinet's own, not that of its titulaire. */
const fillDenomination = ({ commande, structures }: FicheInput): Rempli => {
  const { role, noms } = commande.commanditaire
  const known =
    role === 'professionnel'
      ? [...new Set(structures.filter((nom) => nom !== null))].toSorted()
      : noms
  const [nom, ...autres] = known
  if (nom === undefined) {
    return { note: 'L’Annuaire ne la donne pas : écrivez celle que porte le cachet.' }
  }
  return ofAnnuaire(
    nom,
    autres.length === 0 ? null : `L’Annuaire écrit aussi : ${autres.join(' ; ')}.`,
  )
}

const fillIdentifiant = ({ commande, isDeclare }: FicheInput): Rempli => {
  const { identifiant, alternatives } = commande
  const champ = CHAMP_IDENTIFIANT[identifiant.type]
  const vides = (['finess', 'siret', 'rpps-rang'] as const)
    .filter((other) => other !== champ)
    .map((other) => CHAMPS[other].libelle.replace(', ligne 1', ''))
  const autres = alternatives
    .filter(({ identifiant: { type } }) => CHAMP_IDENTIFIANT[type] === champ)
    .map(
      ({ identifiant: { type, valeur }, si }) => `À sa place, ${nameType(type)} ${valeur}, ${si}.`,
    )
  const note = join(
    identifiant.type.startsWith('FINESS') ? `${TYPES[identifiant.type]}.` : null,
    `Laissez vides ${vides.join(' et ')}.`,
    ...autres,
  )
  return isDeclare ? ofDemande(identifiant.valeur, note) : ofAnnuaire(identifiant.valeur, note)
}

/** A titulaire signs himself; who signs for another structure is not in the directory. */
const fillSignataire = ({ commande, professionnel }: FicheInput): Remplis => {
  const { role, rpps } = commande.commanditaire
  if (role === 'etablissement') return { qualite: { modele: '[Responsable légal ou Mandataire]' } }
  if (role === 'societe') {
    const modele = '[Responsable légal, Mandataire ou Titulaire de structure libérale]'
    return { qualite: { modele, note: 'Il n’est pas publié ce que signe une société d’exercice.' } }
  }
  const qualite = ofAnnuaire('Titulaire de structure libérale')
  if (rpps !== professionnel.rpps) {
    const note = `Celui du titulaire du cabinet, RPPS ${rpps}.`
    return { qualite, 'signataire-nom': { note }, 'signataire-prenom': { note } }
  }
  const note = 'Tel qu’il figure sur la carte.'
  return {
    qualite,
    'signataire-nom': ofAnnuaire(professionnel.nom, note),
    'signataire-prenom': ofAnnuaire(professionnel.prenom, note),
  }
}

/** Somebody who would be refused is not written down. */
const fillAdministrateur = ({ administrateur }: FicheInput): Remplis => {
  if (administrateur === null) return {}
  const { candidat, avis } = administrateur
  if (avis.recevable === false) {
    return { 'at-carte': { note: 'La personne donnée dans la demande n’est pas recevable.' } }
  }
  const note = avis.recevable === null ? 'Non vérifiable : demandez à voir la carte.' : null
  return {
    'at-carte': ofDemande(candidat.carte, note),
    'at-nom': ofDemande(candidat.nom),
    'at-prenom': ofDemande(candidat.prenom),
  }
}

const fillUsage = (usages: readonly Usage[]): Rempli =>
  usages.length === 0
    ? { note: 'Dites à quoi le logiciel servira : la demande ne nomme aucun usage.' }
    : {
        modele: usages.map((usage) => PRECISIONS[usage]).join(' ; '),
        note: 'Une seule ligne sur le papier. Remplacez ce qui est entre crochets.',
      }

const COCHER = 'Cocher'

/** A box that the usages do not call for stays empty: it is left out. */
const fillCertificats = ({ certificats }: CommandeSansFiche): Record<string, Rempli | null> => {
  if (certificats.length === 0) {
    const note = 'Selon l’usage : la demande n’en nomme aucun.'
    return { 'certificat-org': { note }, 'certificat-serveur': { note }, domaine: {} }
  }
  const org = certificats.some(({ type }) => type !== 'SERV_SSL')
  const serveur = certificats.some(({ type }) => type === 'SERV_SSL')
  return {
    'certificat-org': org ? ofDemande(COCHER) : null,
    'certificat-serveur': serveur ? ofDemande(COCHER) : null,
    domaine: serveur ? {} : null,
  }
}

/**
 * The order as its form wants it, field by field: what the directory and the request say, the rest
 * left to the caller. One order is one identifier, so one of FINESS, SIRET and RPPS rang is filled;
 * the two that must stay empty are left out. A value that does not fit its field is not cut: it is
 * left to the caller, and said.
 */
export const toFiche = (input: FicheInput): Fiche => {
  const { commande, couloir, usages } = input
  const isOfficine = couloir === 'officine'
  const denomination = fillDenomination(input)
  const identifiant = CHAMP_IDENTIFIANT[commande.identifiant.type]
  const remplis: Partial<Record<string, Rempli | null>> = {
    denomination,
    finess: null,
    siret: null,
    'rpps-rang': null,
    ...(identifiant === undefined ? {} : { [identifiant]: fillIdentifiant(input) }),
    ...fillSignataire(input),
    ...fillAdministrateur(input),
    usage: fillUsage(usages),
    ...fillCertificats(commande),
  }
  const codes = isOfficine ? CHAMPS_BON_DE_COMMANDE : [...VIDES.keys()]
  const champs = codes.flatMap((code): ChampFiche[] => {
    const rempli = remplis[code]
    if (rempli === null) return []
    const champ = rempli === undefined ? VIDES.get(code) : toChamp(code, rempli)
    if (champ === undefined) return []
    return [isOfficine ? { ...champ, section: null } : champ]
  })
  return {
    formulaire: isOfficine ? 'bon-de-commande-segur' : 'F413',
    champs,
    consignes: listConsignes(input, denomination.valeur ?? null),
  }
}
