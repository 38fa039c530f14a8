import { answer } from '../../src/domain/reponse/answer.ts'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import { luhnKey } from '../../src/domain/identifiants/identifiants.ts'
import type {
  EntiteJuridique,
  ExerciceProfessionnel,
  Professionnel,
  Site,
  SituationExercice,
  Structure,
} from '../../src/domain/situation-exercice.ts'
import type { Verification } from '../../src/domain/verification.ts'

/** Short ways to make invented practitioners for the tests. */

export const RPPS = '10999000010'
export const AUTRE_RPPS = '10999000028'
export const rangOf = (rpps: string, ordre = '00'): string => rpps + ordre + luhnKey(rpps)

export const EG = '991000456'
export const EJ = '991000449'
export const SIRET = '99910028200014'

/** F FINESS EG, J FINESS EJ (own), S SIRET, N SIREN, K RPPS rang. */
type Ids = {
  F?: string
  J?: string
  S?: string
  N?: string
  K?: string
  malforme?: string
  origine?: 'identifiant' | 'idnst' | 'ancien'
  illisibles?: string[]
}

const identifiants = ({
  F,
  J,
  S,
  N,
  K,
  malforme,
  origine,
  illisibles,
}: Ids): Structure['identifiants'] => ({
  finessEg: F ?? null,
  finessEj: J ?? null,
  siret: S ?? null,
  siren: N ?? null,
  rppsRang: K === undefined ? null : { valeur: K, origine: origine ?? 'identifiant' },
  rppsRangMalforme: malforme ?? null,
  illisibles: illisibles ?? [],
})

export type StructureInput = Partial<Omit<Structure, 'identifiants' | 'partOf'>> &
  Ids & {
    secteur?: CodeRecu
    r66?: CodeRecu
    r72?: CodeRecu
    parent?: EntiteJuridique | null
  }

export const structure = (input: StructureInput = {}): Structure => ({
  raisonSociale: input.raisonSociale ?? 'STRUCTURE FICTIVE',
  enseigne: input.enseigne ?? null,
  nature: input.nature ?? 'EG',
  actif: input.actif ?? true,
  secteurActivite: input.secteur ?? null,
  categorieEtablissement: input.r66 ?? null,
  statutJuridique: input.r72 ?? null,
  typeEtablissement: input.typeEtablissement ?? null,
  identifiants: identifiants(input),
  adresse: input.adresse ?? null,
  ouverture: input.ouverture ?? null,
  fermeture: input.fermeture ?? null,
  partOf: input.parent ?? null,
  partOfIntrouvable: input.partOfIntrouvable ?? false,
  sites: input.sites ?? null,
})

export const entiteJuridique = (
  input: StructureInput & { sites?: Site[] | null } = {},
): EntiteJuridique => {
  const {
    partOf: _,
    partOfIntrouvable: __,
    ...rest
  } = structure({ raisonSociale: 'EJ FICTIVE', nature: 'EJ', ...input })
  return { ...rest, sites: input.sites ?? null }
}

export const site = (finessEg: string, input: Partial<Site> = {}): Site => ({
  finessEg,
  raisonSociale: `SITE ${finessEg}`,
  typeEtablissement: null,
  actif: true,
  fermeture: null,
  ...input,
})

type SituationInput = Partial<SituationExercice> & { de?: StructureInput | null }

export const situation = ({ de, ...input }: SituationInput = {}): SituationExercice => ({
  id: '1019900001',
  actif: true,
  debut: '2015-01-01',
  fin: null,
  genreActivite: 'GENR01',
  modeExercice: 'L',
  typeActiviteLiberale: null,
  fonction: 'FON-01',
  structure: de === null || de === undefined ? null : structure(de),
  structureIntrouvable: false,
  ...input,
})

type ExerciceInput = Partial<ExerciceProfessionnel>

export const exercice = (input: ExerciceInput = {}): ExerciceProfessionnel => ({
  actif: true,
  professions: ['10'],
  savoirFaire: ['SM44'],
  cartes: [],
  situations: [],
  ...input,
})

export const professionnel = (...exercices: ExerciceInput[]): Professionnel => ({
  rpps: RPPS,
  nom: 'TESTARD',
  prenom: 'Camille',
  civilite: 'MME',
  exercices: exercices.map((input) => exercice(input)),
})

export const verify = (
  person: Professionnel,
  demande: Partial<Demande> = {},
  extra: Partial<Parameters<typeof answer>[0]> = {},
): Verification =>
  answer({
    demande: {
      numero: person.rpps,
      type: 'RPPS',
      jour: '2022-12-15',
      usages: [],
      contexte: {},
      situation: null,
      identifiantEnvisage: null,
      ...demande,
    },
    professionnel: person,
    fictif: false,
    sources: [],
    administrateurTechnique: null,
    ...extra,
  })

/** One radiologist with one situation in the structure given, judged. */
export const verifyOne = (
  de: StructureInput | null,
  demande: Partial<Demande> = {},
  more: SituationInput & { exercice?: ExerciceInput } = {},
): Verification => {
  const { exercice: whose, ...rest } = more
  return verify(professionnel({ situations: [situation({ de, ...rest })], ...whose }), demande)
}

/** What a support agent would note: outcome, identifier, blocking and open questions, alerts. */
export const note = (verification: Verification) => {
  const [first] = verification.situations
  const [commande] = verification.commandes
  const codes = (bloquante: boolean): string[] =>
    (first?.verifications ?? []).filter((v) => v.bloquante === bloquante).map(({ code }) => code)
  return {
    issue: verification.issue,
    identifiant:
      commande === undefined ? null : `${commande.identifiant.type} ${commande.identifiant.valeur}`,
    alternatives: (commande?.alternatives ?? []).map(
      ({ identifiant }) => `${identifiant.type} ${identifiant.valeur}`,
    ),
    bloquantes: codes(true),
    ouvertes: codes(false),
    regle: first?.regles[0] ?? null,
    alertes: (first?.alertes ?? []).map(({ code }) => code),
  }
}
