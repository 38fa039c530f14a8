import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseDemandeLot } from './application/parse-demande.ts'
import { ConfigError } from './config.ts'
import { REGLEMENT_VERSION } from './domain/rules/index.ts'
import { BOM, toCsv } from './http/formats/cellules.ts'
import { readCollage } from './http/lot/read-collage.ts'
import { readFichier } from './http/lot/read-fichier.ts'
import { openParts } from './node-platform.ts'
import { type Etat, EtatRefuse, readEtat, writeEtat } from './surveillance/etat.ts'
import { surveiller, toCode } from './surveillance/surveiller.ts'
import { toRows, toTexte } from './surveillance/texte.ts'
import { print } from './terminal.ts'
import { cleanLines } from './domain/texte.ts'

const AIDE = `Usage : qui-commande surveiller <liste> --etat <fichier> [options]

  Juge de nouveau une liste de praticiens, et dit ce qui a changé depuis le dernier passage.

  <liste>               un fichier texte, CSV ou XLSX, comme pour un lot
  --etat FICHIER        ce qui est gardé d’un passage à l’autre, sans aucun nom ; créé au premier
  --usages a,b          dmp, insi-auto, insi-manu, mssante-bal, mssante-operateur, psc, ror
  --date AAAA-MM-JJ     le jour à juger (par défaut aujourd’hui)
  --json                le rapport en JSON
  --csv                 les changements en CSV, pour un tableur
  --aide                cette page

Code de retour : 0 aucun changement, 1 des changements, 2 un ennui.
`

/** Ends the command with a message for people. */
class Refus extends Error {}

/** Numbers of one list at most. */
const LISTE_MAX = 20_000
const OCTETS_MAX = 8 * 1024 * 1024

const readArguments = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        etat: { type: 'string' },
        usages: { type: 'string' },
        date: { type: 'string' },
        json: { type: 'boolean' },
        csv: { type: 'boolean' },
        aide: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch {
    throw new Refus(`Option inconnue, ou sans sa valeur.\n\n${AIDE}`)
  }
}

const readListe = (path: string): string => {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new Refus(
      `La liste ${path} ne peut pas être lue (${String((error as NodeJS.ErrnoException).code)}).`,
    )
  }
  if (bytes.byteLength > OCTETS_MAX) {
    throw new Refus(`La liste ${path} dépasse ${OCTETS_MAX / 1024 / 1024} Mio.`)
  }
  const { texte, refus } = readFichier(bytes, LISTE_MAX)
  if (refus !== null) throw new Refus(refus.detail)
  return texte
}

/** With other directories, usages or another day, what changed would be the question. */
const checkComparable = (
  etat: Etat | null,
  annuaires: readonly string[],
  usages: readonly string[],
  date: string | null,
) => {
  if (etat === null) return
  const before = [etat.annuaires.join(','), etat.usages.join(','), etat.date]
  if (before.join(';') === [annuaires.join(','), usages.join(','), date].join(';')) return
  throw new Refus(
    `Ce fichier d’état a été fait avec ANNUAIRE=${before[0]}, les usages « ${before[1]} » et ${etat.date === null ? 'le jour de chaque passage' : `le jour ${etat.date}`} : avec d’autres, rien ne se compare. Reprenez les mêmes, ou un autre fichier d’état.`,
  )
}

/** What could not be told must be told again: the state is replaced once the report has left. */
const deliver = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(new Refus('Le rapport n’a pas pu être écrit : l’état est laissé tel quel.'))
      else resolve()
    })
  })

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArguments(args)
  if (values.aide === true || values.help === true) {
    print(process.stdout, AIDE)
    return 0
  }
  const [liste, ...others] = positionals
  if (liste === undefined || others.length > 0)
    throw new Refus(`Donnez une liste, et une seule.\n\n${AIDE}`)
  if (values.etat === undefined)
    throw new Refus(`Donnez le fichier d’état : --etat <fichier>.\n\n${AIDE}`)
  if (values.json === true && values.csv === true) throw new Refus('Choisissez --json ou --csv.')

  const usages =
    values.usages
      ?.split(',')
      .map((usage) => usage.trim())
      .toSorted() ?? []
  const demande = parseDemandeLot({
    ...(values.date === undefined ? {} : { date: values.date }),
    ...(usages.length === 0 ? {} : { usages }),
    numeros: [],
  })
  if (!demande.ok) throw new Refus(demande.probleme.detail)
  const read = readCollage(readListe(liste), demande.options, LISTE_MAX)
  if (!read.ok) throw new Refus(read.probleme.detail)

  const { config, parts } = openParts(process.env)
  const date = values.date ?? null
  const avant = readEtat(values.etat)
  checkComparable(avant, config.annuaires, usages, date)
  const { rapport, etat } = await surveiller(parts.verifierLot(read.lot.lignes), avant, {
    le: new Date().toISOString(),
    reglement: REGLEMENT_VERSION,
    annuaires: config.annuaires,
    usages,
    date,
  })

  if (values.csv === true) await deliver(BOM + toCsv(toRows(rapport), ';'))
  else {
    const texte = values.json === true ? `${JSON.stringify(rapport, null, 2)}\n` : toTexte(rapport)
    await deliver(cleanLines(texte))
  }
  writeEtat(values.etat, etat)
  return toCode(rapport)
}

// Each writing says so itself.
process.stdout.on('error', () => {})

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const known = [Refus, ConfigError, EtatRefuse].some((kind) => error instanceof kind)
  print(
    process.stderr,
    known ? `${(error as Error).message}\n` : `Erreur du programme. ${String(error)}\n`,
  )
  process.exitCode = 2
}
