import { parseArgs } from 'node:util'
import { ConfigError, parseConfig } from './config.ts'
import { writeD1 } from './extraction/d1.ts'
import { importFichiers } from './extraction/importer.ts'
import { Avancement } from './extraction/progression.ts'
import { toRapport } from './extraction/rapport.ts'
import { ImportRefuse } from './extraction/refus.ts'
import { print } from './terminal.ts'

const AIDE = `Usage : npm run import -- <fichiers ou dossiers> [options]

  Fait des extractions publiques une base locale, lue par la source « extraction ».
  Fichiers : PS_LibreAcces_Personne_activite (obligatoire), PS_LibreAcces_SavoirFaire,
  Porteurs_CPS_CPF, finess-structures ; en zip, en gzip ou décompressés.

  --db FICHIER          la base à remplacer (par défaut EXTRACTION_DB)
  --force               remplace malgré un écart de plus de 5 %, et même si rien n’a changé
  --sans-recherche      une base plus petite, où l’on ne cherche personne par son nom
  --d1 DOSSIER          écrit aussi la base en fichiers SQL pour Cloudflare D1 ; sans
                        fichier à importer, exporte la base telle qu’elle est
  --aide                cette page

L’ancienne base sert jusqu’à ce que la nouvelle soit complète et vérifiée.
Code de retour : 0 fait (ou rien à faire), 2 refusé ou impossible, 130 interrompu.
`

const readArguments = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        db: { type: 'string' },
        d1: { type: 'string' },
        force: { type: 'boolean' },
        'sans-recherche': { type: 'boolean' },
        aide: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch {
    throw new ImportRefuse(`Option inconnue, ou sans sa valeur.\n\n${AIDE}`)
  }
}

const run = async (args: string[], signal: AbortSignal): Promise<void> => {
  const { values, positionals } = readArguments(args)
  if (values.aide === true || values.help === true) {
    print(process.stdout, AIDE)
    return
  }
  if (positionals.length === 0 && values.d1 === undefined) {
    throw new ImportRefuse(`Donnez les fichiers à importer, ou leur dossier.\n\n${AIDE}`)
  }
  const { EXTRACTION_DB } = process.env
  const db = values.db ?? parseConfig({ EXTRACTION_DB }).extractionDb
  const avancement = new Avancement(process.stderr, signal)
  if (positionals.length > 0) {
    const start = performance.now()
    const result = await importFichiers({
      chemins: positionals,
      db,
      force: values.force === true,
      sansRecherche: values['sans-recherche'] === true,
      avancement,
      now: () => new Date(),
    })
    print(process.stdout, toRapport(result, db, (performance.now() - start) / 1000))
  }
  if (values.d1 !== undefined) {
    const chunks = await writeD1(db, values.d1, avancement)
    print(process.stdout, `${values.d1} : ${chunks} fichiers SQL, à exécuter dans l’ordre.\n`)
  }
}

const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () =>
    interruption.abort(new ImportRefuse('Import interrompu : rien n’a été remplacé.')),
  )
}

try {
  await run(process.argv.slice(2), interruption.signal)
} catch (error) {
  const known = error instanceof ImportRefuse || error instanceof ConfigError
  print(process.stderr, known ? `${error.message}\n` : `Erreur du programme. ${String(error)}\n`)
  process.exitCode = interruption.signal.aborted ? 130 : 2
}
