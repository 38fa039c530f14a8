import { parseArgs } from 'node:util'
import { DATA_GOUV, FICHIERS_PUBLICS, type FichierPublic } from './extraction/fichiers-publics.ts'
import { ImportRefuse } from './extraction/refus.ts'
import { Echec } from './extraction/telecharger/echec.ts'
import { createProgression } from './extraction/progression.ts'
import { type Bilan, telecharger } from './extraction/telecharger/telecharger.ts'
import { print } from './terminal.ts'

const NOMS = FICHIERS_PUBLICS.map(({ nom }) => nom).join(', ')

const AIDE = `Usage : npm run telecharger -- [options]

Télécharge les fichiers publics du jour (data.gouv.fr). Un fichier inchangé n’est pas
repris ; un téléchargement interrompu reprend où il en était ; un fichier déjà là ne cède
sa place qu’à un fichier entier.

  --dossier D        où ranger les fichiers (par défaut data/sources)
  --fichiers a,b     lesquels : ${NOMS} (par défaut tous)
  --taille-min N     octets qu’un fichier doit au moins peser, si ceux que l’on publie ont
                     changé de taille
  --taille-max N     octets qu’un fichier peut au plus peser, de même
  --adresse URL      où demander les ressources (par défaut ${DATA_GOUV})
  --aide             cette page

Code de retour : 0 tout est là, 2 erreur, 130 interrompu.
`

const OPTIONS = {
  dossier: { type: 'string', default: 'data/sources' },
  fichiers: { type: 'string' },
  'taille-min': { type: 'string' },
  'taille-max': { type: 'string' },
  adresse: { type: 'string', default: DATA_GOUV },
  aide: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

const readArguments = () => {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch {
    throw new Echec('Option inconnue ou sans valeur : --aide donne la liste.')
  }
}

const readFichiers = (text: string | undefined): readonly FichierPublic[] => {
  if (text === undefined) return FICHIERS_PUBLICS
  const noms = new Set(text.split(',').map((nom) => nom.trim()))
  const chosen = FICHIERS_PUBLICS.filter(({ nom }) => noms.has(nom))
  if (chosen.length === noms.size) return chosen
  throw new Echec(`--fichiers attend une liste de ${NOMS}, séparés par des virgules.`)
}

const readTaille = (option: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (/^\d{1,12}$/.test(text)) return Number(text)
  throw new Echec(`${option} attend un nombre d’octets.`)
}

const readAdresse = (text: string): string => {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) {
    return text.replace(/\/+$/, '')
  }
  throw new Echec('--adresse attend une adresse https.')
}

const describe = (bilan: Bilan): string => {
  const { nom, contenu } = bilan.fichier
  switch (bilan.issue) {
    case 'nouveau':
      return `${nom} : téléchargé, ${bilan.path}`
    case 'inchange':
      return `${nom} : inchangé, ${bilan.path}`
    case 'echec':
      return `${nom} : le fichier des ${contenu} n’a pas été téléchargé. ${bilan.motif}`
  }
}

const run = async (signal: AbortSignal): Promise<number> => {
  const values = readArguments()
  if (values.aide === true || values.help === true) {
    print(process.stdout, AIDE)
    return 0
  }
  const progression = createProgression(process.stdout)
  const bilans = await telecharger({
    fichiers: readFichiers(values.fichiers),
    octetsMin: readTaille('--taille-min', values['taille-min']),
    octetsMax: readTaille('--taille-max', values['taille-max']),
    dossier: values.dossier,
    base: readAdresse(values.adresse),
    fetch: (url, init) => fetch(url, init),
    signal,
    onProgress: ({ nom }, recus, total) => progression.progress(nom, recus, total),
    onEvent: ({ nom }, texte) => progression.event(`${nom} : ${texte}`),
  })
  if (signal.aborted) {
    progression.event('Interrompu : la même commande reprendra où elle en était.')
    return 130
  }
  let code = 0
  for (const bilan of bilans) {
    if (bilan.issue !== 'echec') progression.event(describe(bilan))
    else {
      progression.clear()
      print(process.stderr, `${describe(bilan)}\n`)
      code = 2
    }
  }
  return code
}

const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort())
}

try {
  process.exitCode = await run(interruption.signal)
} catch (error) {
  const known = error instanceof Echec || error instanceof ImportRefuse
  print(process.stderr, known ? `${error.message}\n` : `Erreur du programme. ${String(error)}\n`)
  process.exitCode = 2
}
