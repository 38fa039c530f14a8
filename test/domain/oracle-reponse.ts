import type { Contexte } from '../../src/domain/demande.ts'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type {
  Carte,
  ExerciceProfessionnel,
  Professionnel,
  Structure,
} from '../../src/domain/situation-exercice.ts'
import type {
  CarteVue,
  Controle,
  IssueGlobale,
  Verification,
} from '../../src/domain/verification.ts'
import type { Lecture, LectureGlobale } from './oracle.ts'

/**
 * What the text says of the rest of the answer, once `oracle.ts` has read the situations: written
 * from the text alone and slowly on purpose. It shares nothing with the service but the types.
 */

/*
 * DECIDED, beyond the letter of contract §4; marked `Decided`.
 * (a) where structures of retained situations bear the identifier, the outcome is theirs: one of them
 *     still to be verified → `a_verifier`; the card is enough in all → `certificat_inutile`.
 * (b) no order yet and something still to be verified → `a_verifier`.
 *
 * SILENT: the text does not say, and the service's reading is taken; marked `Silent`.
 * A structure bears its EJ's numbers too; a SCM is told by the one that bears the number. A RPPS
 * where a cabinet and an établissement order is `demande_en_liberal`. `groupement` counts for
 * `controle` whatever the structure. A card without dates is not "not valid". An order of an
 * officine and of something else has either form. Several alternatives of one kind are said
 * together in the sentence.
 */

type Type = NonNullable<Demande['identifiantEnvisage']>['type']

export type LectureReponse = {
  issue: IssueGlobale
  controle: Pick<Controle, 'conforme' | 'motif'> | null
  /** `numero etat`, and whether it is the latest. */
  cartes: string[]
  alertesCarte: string[]
  commandes: Record<string, LectureCommande>
  /** By field; the codes that may ask it, its options (null = free) and where each leads. */
  questions: Record<
    string,
    { codes: string[]; options: Record<string, IssueGlobale | null> | null }
  >
  /** Fields that may be asked or not. */
  libres: string[]
  /** What the sentence must say. */
  resume: string[]
}
type LectureCommande = {
  alternatives: string[]
  certificats: string[]
  formulaire: string | null
  champ: string
}

type Situation = Lecture & { id: string; structure: Structure | null }
type Relire = (autre: Partial<Demande>) => LectureGlobale
type Ordre = { identifiant: string; alternatives: string[]; situations: Situation[] }

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].toSorted()

/* Cards: contract §3, P21, P30, and the decisions on cards. */

export const etatOf = (carte: Carte, jour: string): CarteVue['etat'] => {
  // Silent: which state wins where two hold.
  if (carte.opposition !== null && carte.opposition <= jour) return 'opposee'
  if (carte.fin !== null && carte.fin < jour) return 'expiree'
  if (carte.debut !== null && carte.debut > jour) return 'pas-encore-valide'
  return carte.debut === null || carte.fin === null ? 'inconnu' : 'valide'
}

/** The cards of one profession, each once: two exercices of it bear the same. */
const cartesOf = (exercice: ExerciceProfessionnel, { exercices }: Professionnel): Carte[] => {
  const same = exercices.filter(
    ({ professions }) => JSON.stringify(professions) === JSON.stringify(exercice.professions),
  )
  const all = same.flatMap(({ cartes }) => cartes)
  return all.filter((one, at) => all.findIndex(({ numero }) => numero === one.numero) === at)
}

const isLatest = (carte: Carte, cartes: Carte[]): boolean => {
  const others = cartes.filter(({ numero }) => numero !== carte.numero)
  // « De deux du même jour, aucune ne l’est »; without a day nothing tells it.
  return others.every(({ debut }) => debut !== null && carte.debut !== null && debut < carte.debut)
}

/** Silent: "replaced" takes a newer card, not one that nothing tells apart. */
const isReplaced = (carte: Carte, cartes: Carte[]): boolean =>
  cartes.some(({ debut }) => debut !== null && carte.debut !== null && debut > carte.debut)

const fold = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[-‐'’\s]/gu, '')

/** P21, V3, V4. */
export const readAdministrateur = (
  candidat: { carte: string; nom: string; prenom: string },
  porteur: Professionnel | null,
  jour: string,
): { recevable: boolean | null; codes: string[] } => {
  const exercice = porteur?.exercices.find(({ cartes }) =>
    cartes.some(({ numero }) => numero === candidat.carte),
  )
  const cartes = porteur && exercice ? cartesOf(exercice, porteur) : []
  const carte = cartes.find(({ numero }) => numero === candidat.carte)
  if (porteur === null || carte === undefined) return { recevable: null, codes: ['H17'] }
  const codes: string[] = []
  let unknown = false
  const differs = (given: string, known: string | null) =>
    known !== null && (fold(given) === '' || fold(given) !== fold(known))
  if (differs(candidat.nom, porteur.nom) || differs(candidat.prenom, porteur.prenom)) {
    codes.push('V3')
  }
  if (porteur.nom === null || porteur.prenom === null) unknown = true
  if (carte.type === 'CPF') codes.push('V4')
  else if (typeof carte.type !== 'string' || !['CPS', 'CPE', 'CPA'].includes(carte.type)) {
    unknown = true
  }
  const etat = etatOf(carte, jour)
  if (etat === 'inconnu') unknown = true
  else if (etat !== 'valide') codes.push('V4')
  if (!isLatest(carte, cartes)) {
    if (isReplaced(carte, cartes)) codes.push('V4')
    else unknown = true
  }
  const recevable = codes.length > 0 ? false : unknown ? null : true
  return { recevable, codes: sorted(codes) }
}

/* Certificates: §2, P20, N4–N7. */

const certificatsOf = ({ usages, contexte }: Demande): string[] => {
  const fois = (contexte.solutions ?? 1) * (contexte.instances ?? 1)
  const found: string[] = []
  const shared = usages.filter((one) => ['dmp', 'mssante-bal', 'psc', 'ror'].includes(one))
  if (shared.length > 0) found.push(`ORG_AUTH_CLI ${sorted(shared).join()} - ${fois}`)
  if (usages.includes('insi-auto')) found.push(`ORG_AUTH_CLI insi-auto INSI-AUTO ${fois}`)
  if (usages.includes('insi-manu')) found.push(`ORG_AUTH_CLI insi-manu INSI-MANU ${fois}`)
  if (usages.includes('dmp')) found.push(`ORG_SIGN dmp - ${fois}`)
  if (usages.includes('mssante-operateur')) found.push('SERV_SSL mssante-operateur - 1')
  return found.toSorted()
}

/* Orders: contract §3, P05–P07 for the conditions, certificats.md §5.1 for the form. */

const isPlateau = ({ couloir, classe }: Lecture): boolean =>
  couloir === 'radiologie' && classe === 'etablissement'

const commandeOf = (ordre: Ordre, demande: Demande, relire: Relire): LectureCommande => {
  const [type = '', valeur = ''] = ordre.identifiant.split(' ')
  const conditionOf = (alternative: string) => {
    // The alternatives of one order are those of all its situations: each is asked by itself.
    const of = ordre.situations.filter(({ id }) =>
      relire({ situation: id }).situations[id]?.alternatives.includes(alternative),
    )
    const which = sorted(of.map((one) => (isPlateau(one) ? 'RIS' : 'SI')))
    const sites = alternative.startsWith('FINESS_EG') ? 'chaque site' : 'un seul'
    return `${alternative} si ${which.map((one) => `${sites} ${one}`).join(', ')}`
  }
  const couloirs = new Set(ordre.situations.map(({ couloir }) => couloir === 'officine'))
  const champ = type.startsWith('FINESS') ? 'finess' : type === 'SIRET' ? 'siret' : 'rpps-rang'
  return {
    alternatives: ordre.alternatives.map(conditionOf).toSorted(),
    certificats: certificatsOf(demande),
    // Silent: one order of an officine and of something else.
    formulaire: couloirs.size > 1 ? null : couloirs.has(true) ? 'bon-de-commande-segur' : 'F413',
    champ: `${champ} ${valeur}`,
  }
}

/* `controle`: contract §4. */

/** Silent: an EJ bears the FINESS of its sites. */
const isSite = (structure: Structure | null, type: Type, valeur: string): boolean =>
  type === 'FINESS_EG' &&
  structure?.identifiants.finessEg !== valeur &&
  (structure?.sites ?? []).some(({ finessEg }) => finessEg === valeur)

/** Silent: its EJ's numbers are a structure's too. */
const porte = (structure: Structure | null, type: Type, valeur: string): boolean => {
  if (structure === null) return false
  if (isSite(structure, type, valeur)) return true
  return [structure, structure.partOf].some((one) => {
    if (one === null) return false
    const { finessEg, finessEj, siret, siren, rppsRang } = one.identifiants
    if (type === 'FINESS_EG') return finessEg === valeur
    if (type === 'FINESS_EJ') return finessEj === valeur
    if (type === 'SIRET') return siret === valeur
    if (type === 'SIREN') return siren === valeur
    return type === 'RPPS_RANG' && rppsRang?.valeur === valeur
  })
}

/** R72 is the structure's, else its EJ's; 000 counts as absent. */
const isScm = (structure: Structure | null, type: Type, valeur: string): boolean => {
  if (structure === null) return false
  const { partOf } = structure
  // Silent: the EJ's number is a SCM's if the EJ is one.
  const ofEj =
    partOf !== null && porte({ ...structure, ...partOf, partOf: null, sites: null }, type, valeur)
  if (ofEj && partOf.statutJuridique === '79') return true
  for (const lu of [structure.statutJuridique, partOf?.statutJuridique ?? null]) {
    if (lu !== null && lu !== '000') return lu === '79'
  }
  return false
}

const motifOf = (
  type: Type,
  valeur: string,
  { contexte }: Demande,
  ordres: Ordre[],
  retenues: Situation[],
  ecartees: Situation[],
): Controle['motif'] => {
  const identifiant = `${type} ${valeur}`
  if (ordres.some((one) => one.identifiant === identifiant)) return 'conforme'
  // Decided: what the request has said of the systems leaves one of the two alone.
  const isAdmise = ({ alternatives, situations }: Ordre): boolean =>
    alternatives.includes(identifiant) &&
    situations.some((one) => contexte[isPlateau(one) ? 'ris' : 'systemeInformation'] === undefined)
  if (ordres.some(isAdmise)) return 'alternative_admise'
  const bears = ({ structure }: Situation) => porte(structure, type, valeur)
  const porteuses = retenues.filter(bears)
  if (porteuses.length === 0 && ecartees.some(bears)) return 'activite_terminee'
  if (porteuses.some(({ structure }) => isScm(structure, type, valeur))) return 'scm_non_reconnue'
  // With several orders, those of the structure that bears the identifier say what was wanted.
  const scope = porteuses.length > 0 ? porteuses : retenues
  const issues = new Set(scope.map(({ issue }) => issue))
  if (issues.size === 1 && issues.has('sans_certificat')) return 'certificat_inutile'
  // Decided (a), (b).
  if (issues.has('a_verifier') && (porteuses.length > 0 || ordres.length === 0)) return 'a_verifier'
  // Silent: a site may order as well while nobody has said whether it has a system of its own.
  const peutCommander = ({ structure, ouvertes }: Situation) =>
    isSite(structure, type, valeur) && ['H11', 'H12'].some((code) => ouvertes.includes(code))
  if (porteuses.some(peutCommander)) return 'a_verifier'
  const voulus = ordres.filter(({ situations }) => situations.some((one) => scope.includes(one)))
  const isWanted = (...types: Type[]) =>
    voulus.some((one) => types.some((wanted) => one.identifiant.startsWith(`${wanted} `)))
  if (
    ['RPPS', 'CARTE', 'RPPS_RANG'].includes(type) &&
    isWanted('SIRET', 'FINESS_EG', 'FINESS_EJ')
  ) {
    return 'demande_en_liberal'
  }
  if (type === 'SIRET' || type === 'SIREN') {
    if (isWanted('RPPS_RANG')) return 'siret_au_lieu_de_rpps_rang'
    if (isWanted('FINESS_EG', 'FINESS_EJ')) return 'siret_au_lieu_de_finess'
  }
  if (type === 'FINESS_EG' && porteuses.length > 0 && isWanted('FINESS_EJ')) {
    return 'eg_au_lieu_de_ej'
  }
  if (type === 'FINESS_EJ' && porteuses.length > 0 && isWanted('FINESS_EG')) {
    return 'ej_au_lieu_de_eg'
  }
  if (contexte.groupement === true) return 'groupement_sans_identifiant'
  return 'identifiant_inconnu'
}

const controleOf = (
  demande: Demande,
  ordres: Ordre[],
  retenues: Situation[],
  ecartees: Situation[],
): LectureReponse['controle'] => {
  const { identifiantEnvisage: envisage } = demande
  if (envisage === null) return null
  const { type, valeur, autresTypes = [] } = envisage
  // Of the readings of a value, that which an order bears, else a structure.
  const types = [type, ...autresTypes]
  const ordered = types.find((one) =>
    ordres.some(({ identifiant, alternatives }) =>
      [identifiant, ...alternatives].includes(`${one} ${valeur}`),
    ),
  )
  const borne = types.find((one) =>
    [...retenues, ...ecartees].some(({ structure }) => porte(structure, one, valeur)),
  )
  const motif = motifOf(ordered ?? borne ?? type, valeur, demande, ordres, retenues, ecartees)
  const isRight = motif === 'conforme' || motif === 'alternative_admise'
  return { conforme: motif === 'a_verifier' ? null : isRight, motif }
}

/* Questions: contract §3, P04, P20, P34, P35. */

const CHAMPS: [keyof Contexte, string, string[] | null][] = [
  ['statut', 'H13', ['public', 'prive']],
  ['exercice', 'H04', ['nom-propre', 'societe']],
  ['logiciel', 'H19', ['structure', 'praticien']],
  ['siret', 'H22', null],
  ['sitePrincipal', 'H14', null],
]

const questionsOf = (
  demande: Demande,
  issue: IssueGlobale,
  ordres: Ordre[],
  retenues: Situation[],
  relire: Relire,
): LectureReponse['questions'] => {
  const found: LectureReponse['questions'] = {}
  const ask = (champ: string, code: string, leads: [string, IssueGlobale | null][] | null) => {
    const codes = sorted([...(found[champ]?.codes ?? []), code])
    found[champ] = { codes, options: leads === null ? null : Object.fromEntries(leads) }
  }
  const repondre = (champ: keyof Contexte, valeur: string): LectureGlobale =>
    relire({ contexte: { ...demande.contexte, [champ]: valeur } })
  if (issue === 'a_choisir') {
    const leads = retenues.map(({ id }): [string, IssueGlobale] => [
      id,
      relire({ situation: id }).issue,
    ])
    ask('situation', 'H07', leads)
  }
  for (const situation of retenues) {
    const { bloquantes, id } = situation
    for (const [champ, code, options] of CHAMPS) {
      if (!bloquantes.includes(code)) continue
      const leads = options?.map((one): [string, IssueGlobale] => [one, repondre(champ, one).issue])
      ask(`contexte.${champ}`, code, leads ?? null)
      // Silent: the site declared is closed, H14 and H15: either asks for another.
      if (code === 'H14' && bloquantes.includes('H15')) ask(`contexte.${champ}`, 'H15', null)
    }
    const champ = isPlateau(situation) ? 'ris' : 'systemeInformation'
    const options = champ === 'ris' ? ['unique', 'par-site'] : ['commun', 'par-site']
    const isHopital = ['hopital', 'medico-social'].includes(situation.couloir ?? '')
    if (demande.contexte[champ] !== undefined || !(isHopital || isPlateau(situation))) continue
    // P34: asked where two answers lead to different ends, an order or what holds it back.
    const lectures = options.map((one) => repondre(champ, one))
    const [one, other] = lectures.map(({ situations }) => JSON.stringify(situations[id]))
    if (one === other) continue
    // Where the order is held back whatever is answered, it is not asked yet.
    if (lectures.every(({ situations }) => situations[id]?.issue !== 'commande')) continue
    const leads = options.map((one, at): [string, IssueGlobale | null] => [
      one,
      lectures[at]?.issue ?? null,
    ])
    ask(`contexte.${champ}`, 'H11', leads)
    ask(`contexte.${champ}`, 'H12', leads)
  }
  if (demande.usages.length === 0 && ordres.length > 0) {
    const all = ['dmp', 'insi-auto', 'insi-manu', 'mssante-bal', 'mssante-operateur', 'psc', 'ror']
    ask(
      'usages',
      'USAGES',
      all.map((one): [string, null] => [one, null]),
    )
  }
  return found
}

/* The sentence: contract §3, and the decisions on what an answer holds. */

const NOMBRES = ['', '', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf']

const resumeOf = (
  demande: Demande,
  issue: IssueGlobale,
  ordres: Ordre[],
  retenues: Situation[],
  ecartees: Situation[],
): string[] => {
  const [ordre] = ordres
  const alternatives = (ordre?.alternatives ?? []).map((one) => one.split(' ')[1] ?? '')
  switch (issue) {
    case 'decide':
      return [
        'C’est ',
        ' qui commande, sous le ',
        ordre?.identifiant.split(' ')[1] ?? '',
        // Silent: several of one kind are said together.
        ...(alternatives.length === 1 ? alternatives : []),
        ...(alternatives.length > 0 ? [', ou sous le '] : []),
      ]
    case 'sans_certificat':
      return ['la carte CPS suffit']
    case 'a_verifier':
      return [
        retenues.length === 1
          ? 'On ne peut pas encore commander'
          : `dans aucune des ${NOMBRES[retenues.length]} situations`,
        'il faut d’abord',
      ]
    case 'a_choisir':
      return [`${NOMBRES[retenues.length]} situations`, 'dans laquelle le logiciel est utilisé']
    case 'sans_activite':
      if (demande.situation !== null) return ['La situation demandée', 'rien à commander']
      return [
        ecartees.length === 0 ? 'aucune situation d’exercice' : 'terminées ou des remplacements',
        'rien à commander',
      ]
  }
}

/** The answers that change under which identifier a place orders. */
const REPONSES_PAR_SITE: Contexte[] = [
  { ris: 'unique' },
  { ris: 'par-site' },
  { systemeInformation: 'commun' },
  { systemeInformation: 'par-site' },
]

const isHomonyme = ({ situations }: LectureGlobale): boolean =>
  Object.values(situations).some(({ bloquantes }) => bloquantes.includes('H15'))

/**
 * The rest of the answer, given what the text says of the situations (`lecture`), and of them with
 * another answer to a question (`relire`).
 */
export const lireReponse = (
  personne: Professionnel,
  demande: Demande,
  lecture: LectureGlobale,
  relire: Relire,
): LectureReponse => {
  const situations = personne.exercices.flatMap(({ situations }) =>
    situations.flatMap(({ id, structure }): Situation[] => {
      const one = lecture.situations[id ?? '']
      return one === undefined ? [] : [{ ...one, id: id ?? '', structure }]
    }),
  )
  const retenues = situations.filter(({ retenue }) => retenue === true)
  const ecartees = situations.filter(({ retenue }) => retenue !== true)
  const ordres = sorted(retenues.flatMap(({ identifiant }) => identifiant ?? [])).map(
    (identifiant): Ordre => {
      const of = retenues.filter((one) => one.identifiant === identifiant)
      return { identifiant, alternatives: of[0]?.alternatives ?? [], situations: of }
    },
  )
  const cartes = personne.exercices.flatMap((exercice) => {
    const all = cartesOf(exercice, personne)
    return exercice.cartes.map((carte) => ({
      carte,
      latest: isLatest(carte, all),
      replaced: isReplaced(carte, all),
    }))
  })
  const isSeule = personne.exercices.flatMap((exercice) => exercice.situations).length === 1
  const relues = isSeule
    ? []
    : REPONSES_PAR_SITE.map((one) => relire({ contexte: { ...demande.contexte, ...one } }))
  const demandee = cartes.find(
    ({ carte }) => demande.type === 'CARTE' && carte.numero === demande.numero,
  )
  return {
    issue: lecture.issue,
    controle: controleOf(demande, ordres, retenues, ecartees),
    cartes: sorted(
      cartes.map(
        ({ carte, latest }) =>
          `${carte.numero} ${etatOf(carte, demande.jour)}${latest ? ', la plus récente' : ''}`,
      ),
    ),
    alertesCarte: [
      ...(demandee && !['valide', 'inconnu'].includes(etatOf(demandee.carte, demande.jour))
        ? ['CARTE_NON_VALIDE']
        : []),
      ...(demandee?.replaced === true ? ['CARTE_REMPLACEE'] : []),
    ],
    commandes: Object.fromEntries(
      ordres.map((one) => [one.identifiant, commandeOf(one, demande, relire)]),
    ),
    questions: questionsOf(demande, lecture.issue, ordres, retenues, relire),
    // Silent: whether P29 is weighed again for each answer before a question is asked.
    libres: [lecture, ...relues].some(isHomonyme)
      ? ['contexte.ris', 'contexte.systemeInformation']
      : [],
    resume: resumeOf(demande, lecture.issue, ordres, retenues, ecartees),
  }
}

/** The same of what the service answered; the sentence stands as it is. */
export const observeReponse = (verification: Verification) => ({
  issue: verification.issue,
  controle: verification.controle && {
    conforme: verification.controle.conforme,
    motif: verification.controle.motif,
  },
  cartes: verification.professionnel.cartes
    .map(
      ({ numero, etat, plusRecente }) =>
        `${numero} ${etat}${plusRecente ? ', la plus récente' : ''}`,
    )
    .toSorted(),
  alertesCarte: verification.alertes
    .map(({ code }) => code)
    .filter((code) => code.startsWith('CARTE_'))
    .toSorted(),
  commandes: Object.fromEntries(
    verification.commandes.map(({ identifiant, alternatives, certificats, fiche }) => [
      `${identifiant.type} ${identifiant.valeur}`,
      {
        alternatives: alternatives
          .map(({ identifiant: { type, valeur }, si }) => {
            const sites = (si.match(/chaque site|un seul/) ?? []).join()
            const which = [
              /RIS/.test(si) ? 'RIS' : '',
              /système d’information/.test(si) ? 'SI' : '',
            ]
            const conditions = which.flatMap((one) => (one === '' ? [] : [`${sites} ${one}`]))
            return `${type} ${valeur} si ${conditions.join(', ')}`
          })
          .toSorted(),
        certificats: certificats
          .map(({ type, usages, cn, quantite }) =>
            [type, usages.toSorted().join(), cn ?? '-', quantite].join(' '),
          )
          .toSorted(),
        formulaire: fiche.formulaire,
        champ: fiche.champs
          .filter(({ code }) => ['finess', 'siret', 'rpps-rang'].includes(code))
          .map(({ code, valeur }) => `${code} ${valeur}`)
          .join(),
      },
    ]),
  ),
  questions: Object.fromEntries(
    verification.questions.map(({ champ, code, options }) => [
      champ,
      {
        code,
        options: Object.fromEntries(options.map((one) => [one.valeur, one.alors?.issue ?? null])),
      },
    ]),
  ),
  resume: verification.resume,
})
