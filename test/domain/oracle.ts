import type { Demande } from '../../src/domain/reponse/demande.ts'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import type {
  EntiteJuridique,
  ExerciceProfessionnel,
  Professionnel,
  SituationExercice,
  Structure,
} from '../../src/domain/situation-exercice.ts'
import type { Contexte } from '../../src/domain/demande.ts'
import type {
  Classe,
  Couloir,
  IssueGlobale,
  IssueSituation,
  Role,
} from '../../src/domain/verification.ts'

/**
 * A second reading of the rule book, written from its text alone and slowly on purpose: one function
 * a ruling, no table of conditions. It shares nothing with the engine but the types.
 */

/*
 * DECIDED, beyond the letter; marked `Decided (x)` where it is done.
 * (a) category unreadable: H01 in SA07–SA09 and where the sector decides nothing, else an alert; H15
 *     where an officine, MSP or centre de santé has an EJ in doubt.
 * (b) legal form unreadable: H04 in cabinets and sociétés of radiologists, else H13 unless `statut`;
 *     a level of R400 tells the side, and a form only when all the forms under it mean the same.
 * (c) fonction unreadable: H10 with a RPPS rang of one's own, H04 in a société without legal form.
 * (d) an unreadable mode, genre or fonction is never taken for another value.
 * (e) P29 compares an order with every open structure under its identifier, or of its FINESS EG,
 *     whether that one orders or not: all that order there are in doubt once two of them differ.
 * (f) each answer of the caller counts only where its question would be asked.
 * (g) H11 is asked only if its two answers end differently.
 * (h) a laboratory's main site: one open P, nothing unreadable beside; or the only EG, none lost.
 * (i) GENR07 is no remplacement.
 *
 * SILENT: the text does not say, and the service's reading is taken; marked `Silent`.
 * No readable specialty at all = unknown, as P25. H18 beside H02 when the specialty is unknown.
 * Whose SIREN for H22: the structure's, else its EJ's. A laboratory's site declared closed: H14, H15;
 * typed differently twice: unreadable. P29 looks past `situation`; an EG bears not its EJ's number.
 */

/** The published tables, as data. */
export type Tables = {
  /** Codes of a table by its short name: 'R02', 'R21'… */
  codes: (table: string) => ReadonlySet<string>
  /** Forms under a code of R400; a form has itself alone. */
  formes: (code: string) => readonly string[]
  /** First level of a code of R400: '1000' public, '2000' private, '3000' foreign. */
  racine: (code: string) => string
}

/** One situation as the text judges it. */
export type Lecture = {
  /** True, or why it does not count. */
  retenue: true | 'terminee' | 'remplacant'
  issue: IssueSituation | null
  /** `TYPE valeur`. */
  identifiant: string | null
  alternatives: string[]
  role: Role | null
  rpps: string | null
  bloquantes: string[]
  ouvertes: string[]
  classe: Classe | null
  /** Undefined where the text gives none. */
  couloir: Couloir | null | undefined
}

export type LectureGlobale = {
  issue: IssueGlobale
  /** By identifiant d'activité. */
  situations: Record<string, Lecture>
}

/** A coded field: its code, that it is absent, or that it cannot be read. */
type Lu = { code: string } | 'absent' | 'illisible'

type Sens = 'scm' | 'sel' | 'groupement' | 'autre' | 'plusieurs'
type Forme = { sens: Sens; cote: 'public' | 'prive' | null } | 'absente' | 'illisible'

type Ordre = { identifiant: string; alternatives: string[]; role: Role; rpps: string | null }

/** What is found out about one situation before the reserves are weighed. */
type Dossier = {
  classe: Classe
  couloir: Couloir | null | undefined
  bloquantes: Set<string>
  ouvertes: Set<string>
  ordre: Ordre | null
  sansCertificat: boolean
}

type Qui = {
  rpps: string
  medecin: boolean
  radiologue: boolean
  specialiteInconnue: boolean
  mode: Lu
  fonction: Lu
}

// §5.1
const HOPITAL = ['SA01', 'SA02', 'SA03', 'SA04', 'SA30', 'SA34', 'SA36']
const CABINET = ['SA07', 'SA08']
const OFFICINE = ['SA33', 'SA38', 'SA39', 'SA65']
const LABORATOIRE = ['SA25', 'SA29']
const INDEFINI = ['SA43', 'SA11', 'SA62']
const MEDICO_SOCIAL = new Set(
  (
    '159,165,166,172,175,176,177,178,180,182,183,186,188,189,190,192,194,195,196,197,198,202,' +
    '207,209,213,221,236,238,241,246,247,249,252,253,255,286,295,344,354,370,377,378,379,381,' +
    '382,390,395,396,402,411,418,427,437,440,441,445,446,448,449,453,460,462,500,501,502,608,' +
    // P28
    '242,640'
  ).split(','),
)
// R10
const DIALYSE = ['141', '146']
// §5.1, P24
const RADIOLOGIE = ['SM28', 'SM44', 'SM45', 'SM55', 'SM74', 'SM94', 'SM37']
// P03, P27
const REMPLACANT = ['FON-04', 'FON-22', 'FON-47', 'FON-51', 'FON-60']
const REMPLACEMENT = ['GENR02', 'GENR03']
// T34
const INTERNE = ['FON-48', 'FON-57']
// T11, P10
const SEL_SCP = ['85', '86', '87', '88', '91', '100', '101', '102']
// P16
const GROUPEMENT = ['29', '30', '66', '89']

const FORME_FINESS = /^\d[\dAB]\d{7}$/

const sorted = (codes: Iterable<string>): string[] => [...new Set(codes)].toSorted()

const isClosed = (one: { actif: boolean | null; fermeture: string | null }, jour: string) =>
  one.actif === false || (one.fermeture !== null && one.fermeture <= jour)

const is = (lu: Lu, codes: readonly string[]): boolean =>
  typeof lu === 'object' && codes.includes(lu.code)

/** The reading of the text with the tables given. */
export const createOracle = (tables: Tables) => {
  const read = (recu: CodeRecu, table: string): Lu => {
    if (recu === null) return 'absent'
    if (typeof recu !== 'string') return 'illisible'
    return tables.codes(table).has(recu) ? { code: recu } : 'illisible'
  }

  const sensOf = (code: string): Sens => {
    const sens = new Set(
      tables.formes(code).map((forme): Sens => {
        if (forme === '79') return 'scm'
        if (SEL_SCP.includes(forme)) return 'sel'
        return GROUPEMENT.includes(forme) ? 'groupement' : 'autre'
      }),
    )
    const [only] = sens
    return sens.size === 1 && only !== undefined ? only : 'plusieurs'
  }

  /** §5.1, P26, P32: the structure's, else its EJ's; 000 counts as absent. */
  const readForme = (structure: Structure): Forme => {
    for (const recu of [structure.statutJuridique, structure.partOf?.statutJuridique ?? null]) {
      const lu = read(recu, 'R400')
      if (lu === 'illisible') return 'illisible'
      if (lu === 'absent' || lu.code === '000') continue
      const racine = tables.racine(lu.code)
      const cote = racine === '1000' ? 'public' : racine === '2000' ? 'prive' : null
      return { sens: sensOf(lu.code), cote }
    }
    return 'absente'
  }

  const readQui = (
    rpps: string,
    exercice: ExerciceProfessionnel,
    situation: SituationExercice,
  ): Qui => {
    const medecin = exercice.professions.includes('10')
    const radiologue =
      medecin &&
      exercice.savoirFaire.some((code) => typeof code === 'string' && RADIOLOGIE.includes(code))
    const codes = exercice.savoirFaire
    // P25
    const ofNoTable = codes.some((code) =>
      typeof code === 'string'
        ? /^(SM|SI)/.test(code) && !tables.codes('R38').has(code)
        : code !== null,
    )
    // Silent: no specialty given at all is not "no radiologist".
    const none = !codes.some((code) => typeof code === 'string' && tables.codes('R38').has(code))
    const specialiteInconnue = medecin && !radiologue && (ofNoTable || none)
    return {
      rpps,
      medecin,
      radiologue,
      specialiteInconnue,
      mode: read(situation.modeExercice, 'R23'),
      fonction: read(situation.fonction, 'R21'),
    }
  }

  /** P11: everybody but radiologists in SA07–SA09. */
  const judgeVille = (dossier: Dossier, qui: Qui, demande: Demande): void => {
    if (!qui.medecin || !is(qui.mode, ['L'])) {
      dossier.bloquantes.add('H02')
      return
    }
    // Silent: whether H18 is asked beside H02; all that may hold are given.
    if (qui.specialiteInconnue) dossier.bloquantes.add('H02')
    if (demande.contexte.certificatSouhaite === true || demande.usages.length > 0) {
      dossier.bloquantes.add('H18')
      return
    }
    dossier.sansCertificat = true
  }

  /** P08, P09, T06–T13. */
  const judgeCabinet = (dossier: Dossier, structure: Structure, qui: Qui): void => {
    dossier.classe = 'cabinet'
    const { finessEg, finessEj, rppsRang, rppsRangMalforme, illisibles } = structure.identifiants
    if (finessEg !== null || finessEj !== null) dossier.bloquantes.add('H03')
    if (illisibles.some((valeur) => FORME_FINESS.test(valeur))) dossier.bloquantes.add('H03')
    if (rppsRang === null) {
      dossier.bloquantes.add('H05')
      if (rppsRangMalforme !== null) dossier.bloquantes.add('H10')
      return
    }
    const titulaire = rppsRang.valeur.slice(0, 11)
    const own = titulaire === qui.rpps
    if (own) {
      if (is(qui.fonction, INTERNE)) dossier.bloquantes.add('H10')
      // Decided (c).
      if (qui.fonction === 'illisible') dossier.bloquantes.add('H10')
    } else {
      dossier.ouvertes.add('H10')
    }
    dossier.ordre = {
      identifiant: `RPPS_RANG ${rppsRang.valeur}`,
      alternatives: [],
      role: 'professionnel',
      rpps: titulaire,
    }
  }

  /** P10 but for H04 and H06. */
  const judgeSociete = (dossier: Dossier, structure: Structure, contexte: Contexte): void => {
    dossier.classe = 'societe'
    const { finessEg, finessEj, siret, illisibles } = structure.identifiants
    if (finessEg !== null || finessEj !== null) dossier.bloquantes.add('H03')
    if (illisibles.some((valeur) => FORME_FINESS.test(valeur))) dossier.bloquantes.add('H03')
    let order = siret
    if (siret === null) {
      // Silent: whose SIREN; that of the EJ is the personne morale's too.
      const siren = structure.identifiants.siren ?? structure.partOf?.identifiants.siren ?? null
      if (siren === null) {
        dossier.bloquantes.add('H05')
      } else if (contexte.siret?.slice(0, 9) === siren) {
        // P35, decided (f).
        order = contexte.siret
      } else {
        dossier.bloquantes.add('H22')
      }
    }
    if (order === null) return
    dossier.ouvertes.add('H21')
    dossier.ordre = { identifiant: `SIRET ${order}`, alternatives: [], role: 'societe', rpps: null }
  }

  /** H04 of T11, T17, T19, P10, P26; decided (b), (c). */
  const asksH04 = (secteur: string, structure: Structure, forme: Forme, qui: Qui): boolean => {
    if (forme === 'illisible') return true
    if (CABINET.includes(secteur)) {
      if (forme === 'absente') return false
      if (forme.sens === 'plusieurs') return true
      return forme.sens === 'sel' && structure.identifiants.rppsRang !== null
    }
    if (forme === 'absente') return is(qui.fonction, ['FON-01']) || qui.fonction === 'illisible'
    return forme.sens !== 'sel' && forme.sens !== 'scm'
  }

  const judgeLiberal = (
    dossier: Dossier,
    secteur: string,
    structure: Structure,
    forme: Forme,
    qui: Qui,
    demande: Demande,
  ): void => {
    dossier.classe = CABINET.includes(secteur) ? 'cabinet' : 'societe'
    if (!qui.radiologue) {
      dossier.couloir = qui.medecin && !qui.specialiteInconnue ? 'ville' : undefined
      judgeVille(dossier, qui, demande)
      return
    }
    dossier.couloir = 'radiologie'
    let asCabinet = CABINET.includes(secteur)
    if (asksH04(secteur, structure, forme, qui)) {
      const { exercice } = demande.contexte
      if (exercice === undefined) dossier.bloquantes.add('H04')
      else asCabinet = exercice === 'nom-propre'
    }
    if (asCabinet) judgeCabinet(dossier, structure, qui)
    else judgeSociete(dossier, structure, demande.contexte)
  }

  const ejOf = (structure: Structure): string | null =>
    structure.identifiants.finessEj ?? structure.partOf?.identifiants.finessEj ?? null

  /** H15 of §5.3: EJ that the file and `partOf` give differently; P18 for the EJ. */
  const isEjDoubtful = (structure: Structure, jour: string): boolean => {
    const parent: EntiteJuridique | null = structure.partOf
    if (parent === null) return false
    const { finessEj } = structure.identifiants
    const other = parent.identifiants.finessEj
    return (finessEj !== null && other !== null && finessEj !== other) || isClosed(parent, jour)
  }

  /** The first of two identifiers, the other as alternative; nothing when the first is unknown. */
  const prefer = (first: string | null, second: string | null): Ordre | null =>
    first === null
      ? null
      : {
          identifiant: first,
          alternatives: second === null ? [] : [second],
          role: 'etablissement',
          rpps: null,
        }

  const typed = (type: 'FINESS_EG' | 'FINESS_EJ', valeur: string | null) =>
    valeur === null ? null : `${type} ${valeur}`

  /** P05: R03. */
  const orderPlateau = (
    eg: string | null,
    ej: string | null,
    ris: Contexte['ris'],
  ): Ordre | null => {
    if (ris === 'unique') return prefer(ej, eg)
    if (ris === 'par-site') return prefer(eg, ej)
    return eg === null ? prefer(ej, null) : prefer(eg, ej)
  }

  /** P06: R09, R10, R11. */
  const orderEj = (
    eg: string | null,
    ej: string | null,
    si: Contexte['systemeInformation'],
  ): Ordre | null => {
    if (si === 'par-site') return prefer(eg, ej)
    return ej === null ? prefer(eg, null) : prefer(ej, eg)
  }

  /** P34, decided (g): two answers that end alike are no question. */
  const differ = (one: Ordre | null, other: Ordre | null): boolean =>
    JSON.stringify(one) !== JSON.stringify(other)

  const judgeEj = (dossier: Dossier, structure: Structure, contexte: Contexte): void => {
    const eg = typed('FINESS_EG', structure.identifiants.finessEg)
    const ej = typed('FINESS_EJ', ejOf(structure))
    dossier.ordre = orderEj(eg, ej, contexte.systemeInformation)
    if (dossier.ordre === null) dossier.bloquantes.add('H05')
    if (
      contexte.systemeInformation === undefined &&
      differ(orderEj(eg, ej, 'commun'), orderEj(eg, ej, 'par-site'))
    ) {
      dossier.ouvertes.add('H11')
    }
  }

  const judgePlateau = (dossier: Dossier, structure: Structure, contexte: Contexte): void => {
    const eg = typed('FINESS_EG', structure.identifiants.finessEg)
    const ej = typed('FINESS_EJ', ejOf(structure))
    dossier.couloir = 'radiologie'
    dossier.ordre = orderPlateau(eg, ej, contexte.ris)
    if (dossier.ordre === null) dossier.bloquantes.add('H05')
    if (
      contexte.ris === undefined &&
      differ(orderPlateau(eg, ej, 'unique'), orderPlateau(eg, ej, 'par-site'))
    ) {
      dossier.ouvertes.add('H11')
    }
  }

  /** Side of §5.1: null = not established. */
  const sideOf = (secteur: string, forme: Forme): 'public' | 'prive' | null => {
    if (forme === 'illisible') return null
    const bySector =
      secteur === 'SA01' ? 'public' : ['SA03', 'SA04', 'SA36'].includes(secteur) ? 'prive' : null
    if (forme === 'absente') return bySector
    return bySector === null || bySector === forme.cote ? forme.cote : null
  }

  /** P07: R08. */
  const judgePrive = (
    dossier: Dossier,
    secteur: string,
    structure: Structure,
    { contexte, jour }: Demande,
  ): void => {
    const eg = typed('FINESS_EG', structure.identifiants.finessEg)
    const ej = typed('FINESS_EJ', ejOf(structure))
    if (secteur === 'SA03') dossier.ouvertes.add('H13')
    if (jour < '2023-01-01') {
      dossier.ordre = prefer(eg, null)
    } else if (jour < '2023-10-13') {
      dossier.bloquantes.add('H12')
      return
    } else {
      dossier.ordre = contexte.systemeInformation === 'par-site' ? prefer(eg, ej) : prefer(ej, eg)
      dossier.ouvertes.add('H12')
    }
    if (dossier.ordre === null) dossier.bloquantes.add('H05')
  }

  const judgeHopital = (
    dossier: Dossier,
    secteur: string,
    structure: Structure,
    forme: Forme,
    categorie: Lu,
    qui: Qui,
    demande: Demande,
  ): void => {
    dossier.classe = 'etablissement'
    dossier.couloir = 'hopital'
    // T03
    if (structure.identifiants.finessEg === null && ejOf(structure) === null) {
      dossier.bloquantes.add('H05')
    }
    if (isEjDoubtful(structure, demande.jour)) dossier.bloquantes.add('H15')
    if (typeof forme === 'object' && forme.sens === 'groupement') dossier.ouvertes.add('H16')
    if (qui.radiologue && is(qui.mode, ['L'])) {
      judgePlateau(dossier, structure, demande.contexte)
      return
    }
    if (secteur === 'SA34' || is(categorie, DIALYSE)) {
      judgeEj(dossier, structure, demande.contexte)
      return
    }
    const side = sideOf(secteur, forme) ?? demande.contexte.statut ?? null
    if (side === null) dossier.bloquantes.add('H13')
    else if (side === 'public') judgeEj(dossier, structure, demande.contexte)
    else judgePrive(dossier, secteur, structure, demande)
  }

  /** P13; decided (h). */
  const judgeLaboratoire = (
    dossier: Dossier,
    structure: Structure,
    { contexte, jour }: Demande,
  ): void => {
    const { finessEg } = structure.identifiants
    const listed = structure.partOf?.sites ?? structure.sites
    const sites = (listed ?? []).map((one) => ({
      eg: one.finessEg,
      type: one.typeEtablissement,
      closed: isClosed(one, jour),
    }))
    // Silent: where the EJ's list has the EG, the list says whether it is open.
    if (finessEg !== null) {
      const known = sites.find(({ eg }) => eg === finessEg)
      const closed = known?.closed ?? isClosed(structure, jour)
      sites.push({ eg: finessEg, type: structure.typeEtablissement, closed })
    }
    // Silent: the number declared is that of the EJ.
    if ([structure.identifiants.finessEj, ejOf(structure)].includes(contexte.sitePrincipal ?? '')) {
      dossier.bloquantes.add('H14')
      return
    }
    // P18; silent: that the site declared is closed.
    if (sites.some(({ eg, closed }) => closed && eg === contexte.sitePrincipal)) {
      dossier.bloquantes.add('H14').add('H15')
    }
    // Silent: the FINESS of a site that is closed is none.
    if (finessEg === null && ejOf(structure) === null && sites.every(({ closed }) => closed)) {
      dossier.bloquantes.add('H05')
      return
    }
    const order = (eg: string) => {
      dossier.ordre = prefer(`FINESS_EG ${eg}`, null)
    }
    if (contexte.sitePrincipal !== undefined) {
      order(contexte.sitePrincipal)
      return
    }
    /** Silent: one EG that two entries type differently is unreadable. */
    const typesOf = (eg: string) =>
      new Set(sites.flatMap((one) => (one.eg === eg && one.type !== null ? [one.type] : [])))
    const closed = new Set(sites.flatMap((one) => (one.closed ? [one.eg] : [])))
    const egs = [...new Set(sites.map(({ eg }) => eg))].filter((eg) => !closed.has(eg))
    const principal = egs.filter((eg) => typesOf(eg).size === 1 && typesOf(eg).has('P'))
    const unreadable = egs.filter((eg) => typesOf(eg).size > 1 || typesOf(eg).has('illisible'))
    const [main] = principal
    if (main !== undefined) {
      if (principal.length === 1 && unreadable.length === 0) order(main)
      else dossier.bloquantes.add('H14')
      return
    }
    const [only] = egs
    const wasMain = [...closed].some((eg) => typesOf(eg).has('P') || typesOf(eg).has('illisible'))
    if (listed !== null && egs.length === 1 && only !== undefined && !wasMain) order(only)
    else dossier.bloquantes.add('H14')
  }

  const judgeEg = (dossier: Dossier, structure: Structure): void => {
    dossier.ordre = prefer(typed('FINESS_EG', structure.identifiants.finessEg), null)
    if (dossier.ordre === null) dossier.bloquantes.add('H05')
  }

  const judge = (
    rpps: string,
    exercice: ExerciceProfessionnel,
    situation: SituationExercice,
    demande: Demande,
  ): Dossier => {
    const { jour, contexte } = demande
    const dossier: Dossier = {
      classe: 'indeterminee',
      couloir: null,
      bloquantes: new Set(),
      ouvertes: new Set(),
      ordre: null,
      sansCertificat: false,
    }
    // P02
    if (
      (situation.fin !== null && situation.fin > jour) ||
      (situation.debut !== null && situation.debut > jour)
    ) {
      dossier.bloquantes.add('H08')
    }
    if (situation.debut === null && situation.fin === null) dossier.ouvertes.add('H09')

    const { structure } = situation
    if (structure === null) {
      dossier.bloquantes.add('H01')
      return dossier
    }
    // P18
    if (isClosed(structure, jour)) dossier.bloquantes.add('H15')

    const qui = readQui(rpps, exercice, situation)
    const forme = readForme(structure)
    const categorie = read(structure.categorieEtablissement, 'R66')
    const lu = read(structure.secteurActivite, 'R02')
    const secteur = typeof lu === 'object' ? lu.code : null
    let scm = typeof forme === 'object' && forme.sens === 'scm'
    /** Decided (b): H13 where a SCM cannot be excluded. */
    let lisible = forme !== 'illisible' || contexte.statut !== undefined

    if (typeof categorie === 'object' && MEDICO_SOCIAL.has(categorie.code)) {
      // P15
      dossier.classe = 'etablissement'
      dossier.couloir = 'medico-social'
      if (isEjDoubtful(structure, jour)) dossier.bloquantes.add('H15')
      if (typeof forme === 'object' && forme.sens === 'groupement') dossier.ouvertes.add('H16')
      judgeEj(dossier, structure, contexte)
    } else if (secteur === null || INDEFINI.includes(secteur)) {
      // P19
      dossier.bloquantes.add('H01')
      lisible = true
    } else if (HOPITAL.includes(secteur)) {
      judgeHopital(dossier, secteur, structure, forme, categorie, qui, demande)
    } else if (CABINET.includes(secteur) || secteur === 'SA09') {
      // Decided (a).
      if (categorie === 'illisible') dossier.bloquantes.add('H01')
      judgeLiberal(dossier, secteur, structure, forme, qui, demande)
      // P17: P11 excepted.
      if (!qui.radiologue) scm = false
      lisible = true
    } else if (LABORATOIRE.includes(secteur)) {
      dossier.classe = 'etablissement'
      dossier.couloir = 'biologie'
      if (isEjDoubtful(structure, jour)) dossier.bloquantes.add('H15')
      judgeLaboratoire(dossier, structure, demande)
    } else if (OFFICINE.includes(secteur) || secteur === 'SA05' || secteur === 'SA52') {
      dossier.classe = 'etablissement'
      dossier.couloir = OFFICINE.includes(secteur) ? 'officine' : 'ville'
      // Decided (a).
      if (categorie === 'illisible' && isEjDoubtful(structure, jour)) dossier.bloquantes.add('H15')
      if (secteur !== 'SA52' || structure.identifiants.finessEg !== null) {
        judgeEg(dossier, structure)
      } else if (contexte.logiciel === undefined) {
        dossier.bloquantes.add('H19')
      } else if (contexte.logiciel === 'structure') {
        dossier.bloquantes.add('H05')
      } else {
        // Decided (f), (a).
        if (categorie === 'illisible') dossier.bloquantes.add('H01')
        dossier.couloir = undefined
        if (qui.radiologue) dossier.bloquantes.add('H02')
        else judgeVille(dossier, qui, demande)
        scm = false
        lisible = true
      }
    } else {
      // P19; decided (a).
      dossier.bloquantes.add('H02')
      if (categorie === 'illisible') dossier.bloquantes.add('H01')
      lisible = true
    }
    if (scm) dossier.bloquantes.add('H06')
    if (!lisible) dossier.bloquantes.add('H13')
    return dossier
  }

  /** P29; decided (e). */
  const findDoubles = (
    judged: { dossier: Dossier; structure: Structure | null }[],
    jour: string,
  ): Dossier[] => {
    const open = judged.flatMap(({ dossier, structure }) => {
      if (structure === null || isClosed(structure, jour)) return []
      const ordre = dossier.bloquantes.size === 0 ? dossier.ordre : null
      return [{ dossier, structure, identifiant: ordre?.identifiant ?? null }]
    })
    const bears = (identifiant: string, { structure }: (typeof open)[number]): boolean => {
      const { finessEg, finessEj, siret, rppsRang, illisibles } = structure.identifiants
      return [
        `FINESS_EG ${finessEg}`,
        // Silent: an EG that carries a FINESS EJ too is one of its sites, not the EJ.
        `FINESS_EJ ${finessEg === null ? finessEj : null}`,
        `SIRET ${siret}`,
        `RPPS_RANG ${rppsRang?.valeur}`,
        ...illisibles.map((value) => `${identifiant.split(' ')[0]} ${value}`),
      ].includes(identifiant)
    }
    const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b
    const isDistinct = (
      identifiant: string,
      a: (typeof open)[number],
      b: (typeof open)[number],
    ): boolean => {
      if (differ(ejOf(a.structure), ejOf(b.structure))) return true
      if (!bears(identifiant, a) || !bears(identifiant, b)) return false
      const [ids, ids2] = [a.structure.identifiants, b.structure.identifiants]
      // What cannot be read may be anything.
      const isUnread = ids.illisibles.length + ids2.illisibles.length > 0
      return differ(ids.siret, ids2.siret) || isUnread
    }
    return open.flatMap((one) => {
      const { identifiant, dossier, structure } = one
      if (identifiant === null) return []
      const { finessEg } = structure.identifiants
      const under = open.filter(
        (other) =>
          other.identifiant === identifiant ||
          bears(identifiant, other) ||
          (finessEg !== null && finessEg === other.structure.identifiants.finessEg),
      )
      const isShared = under.some((a) =>
        under.some((b) => a !== b && isDistinct(identifiant, a, b)),
      )
      return isShared ? [dossier] : []
    })
  }

  const set = (retenue: 'terminee' | 'remplacant'): Lecture => ({
    retenue,
    issue: null,
    identifiant: null,
    alternatives: [],
    role: null,
    rpps: null,
    bloquantes: [],
    ouvertes: [],
    classe: null,
    couloir: undefined,
  })

  const toLecture = (dossier: Dossier): Lecture => {
    const { bloquantes, ouvertes, ordre, sansCertificat, classe, couloir } = dossier
    const orders = bloquantes.size === 0 && ordre !== null ? ordre : null
    return {
      retenue: true,
      issue: orders
        ? 'commande'
        : bloquantes.size === 0 && sansCertificat
          ? 'sans_certificat'
          : 'a_verifier',
      identifiant: orders?.identifiant ?? null,
      alternatives: sorted(orders?.alternatives ?? []),
      role: orders?.role ?? null,
      rpps: orders?.rpps ?? null,
      bloquantes: sorted(bloquantes),
      // Non-blocking questions accompany an order; the dates accompany any judgement.
      ouvertes: sorted(orders ? ouvertes : [...ouvertes].filter((code) => code === 'H09')),
      classe,
      couloir,
    }
  }

  return ({ rpps, exercices }: Professionnel, demande: Demande): LectureGlobale => {
    const situations: Record<string, Lecture> = {}
    const judged: { id: string; dossier: Dossier; structure: Structure | null }[] = []
    for (const exercice of exercices) {
      for (const situation of exercice.situations) {
        const id = situation.id ?? ''
        if (
          situation.actif === false ||
          exercice.actif === false ||
          (situation.fin !== null && situation.fin <= demande.jour)
        ) {
          situations[id] = set('terminee')
        } else if (
          is(read(situation.fonction, 'R21'), REMPLACANT) ||
          is(read(situation.genreActivite, 'R22'), REMPLACEMENT)
        ) {
          situations[id] = set('remplacant')
        } else {
          const dossier = judge(rpps, exercice, situation, demande)
          judged.push({ id, dossier, structure: situation.structure })
        }
      }
    }
    for (const dossier of findDoubles(judged, demande.jour)) dossier.bloquantes.add('H15')
    for (const { id, dossier } of judged) situations[id] = toLecture(dossier)
    // P29 looks at all of them, whichever is asked for (silent).
    const asked = judged.filter(({ id }) => demande.situation === null || demande.situation === id)
    const lectures = asked.flatMap(({ id }) => situations[id] ?? [])
    // Contract §3: one commande for each identifier, whatever the number of situations.
    for (const one of lectures) {
      if (one.identifiant === null) continue
      const same = lectures.filter(({ identifiant }) => identifiant === one.identifiant)
      one.alternatives = sorted(same.flatMap(({ alternatives }) => alternatives))
    }
    if (demande.situation !== null) {
      for (const id of Object.keys(situations)) {
        if (id !== demande.situation) delete situations[id]
      }
    }

    const issues = new Set(lectures.map(({ issue }) => issue))
    const identifiants = new Set(lectures.map(({ identifiant }) => identifiant))
    const [only] = issues
    let issue: IssueGlobale = 'a_choisir'
    if (only === undefined) issue = 'sans_activite'
    else if (issues.size === 1 && only === 'commande' && identifiants.size === 1) issue = 'decide'
    else if (issues.size === 1 && only !== 'commande' && only !== null) issue = only
    return { issue, situations }
  }
}
