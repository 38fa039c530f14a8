/** The open-data files that the import reads, as data.gouv.fr publishes them every day. */
export type FichierPublic = {
  /** As the command line names it. */
  nom: 'personnes' | 'savoir-faire' | 'cartes' | 'finess'
  /** What it holds, in French, to be read after "le fichier des". */
  contenu: string
  /** Id of the resource: its address stays while the file behind it changes every day. */
  ressource: string
  /** Name in the folder of the downloads. */
  fichier: string
  /** `texte`: lines of cells separated by `|`; `gzip`: one compressed JSON document. */
  format: 'texte' | 'gzip'
  /** Below it, the file is cut short or is something else. */
  octetsMin: number
  /** Above it, it is something else, or a server that never ends: several times its size of 2026. */
  octetsMax: number
}

const MO = 1_000_000

/**
 * @see https://www.data.gouv.fr/datasets/annuaire-sante-extractions-des-donnees-en-libre-acces-des-professionnels-intervenant-dans-le-systeme-de-sante-rpps
 * @see https://www.data.gouv.fr/datasets/finess-structures-1
 */
export const FICHIERS_PUBLICS: readonly FichierPublic[] = [
  {
    nom: 'personnes',
    contenu: 'praticiens et de leurs activités',
    ressource: 'fffda7e9-0ea2-4c35-bba0-4496f3af935d',
    fichier: 'ps-libreacces-personne-activite.txt',
    format: 'texte',
    octetsMin: 500 * MO,
    octetsMax: 4000 * MO,
  },
  {
    nom: 'savoir-faire',
    contenu: 'savoir-faire',
    ressource: 'fb55f15f-bd61-4402-b551-51ef387f2fab',
    fichier: 'ps-libreacces-savoirfaire.txt',
    format: 'texte',
    octetsMin: 20 * MO,
    octetsMax: 400 * MO,
  },
  {
    nom: 'cartes',
    contenu: 'cartes CPS et CPF',
    ressource: '210eb05e-564b-42be-994a-d1800b63e9b7',
    fichier: 'porteurs-cps-cpf.txt',
    format: 'texte',
    octetsMin: 30 * MO,
    octetsMax: 1000 * MO,
  },
  {
    nom: 'finess',
    contenu: 'structures FINESS',
    ressource: 'cd493959-fb03-41e5-9347-0edd14dfbc22',
    fichier: 'finess-structures-journalier.json.gz',
    format: 'gzip',
    octetsMin: 10 * MO,
    octetsMax: 400 * MO,
  },
]

/** Where a resource is asked for; the answer redirects to the file of the day. */
export const DATA_GOUV = 'https://www.data.gouv.fr/api/1/datasets/r'
