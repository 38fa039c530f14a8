import { parseArgs } from 'node:util'
import { parseAs } from './application/parse-demande.ts'
import { ConfigError } from './config.ts'
import { nameMetiers, nameProfessionnel, STRUCTURE_SANS_NOM } from './domain/mots/noms.ts'
import { DemandeRecherche } from './domain/recherche/demande-recherche.ts'
import type {
  ProfessionnelTrouve,
  ReponseRecherche,
  StructureTrouvee,
} from './domain/recherche/reponse-recherche.ts'
import { openParts } from './node-platform.ts'
import { print } from './terminal.ts'

const AIDE = `Usage : qui-commande chercher <nom et prénom> [options]

  <nom et prénom>       dans l’ordre que l’on veut, ou le début de chacun
  --lieu L              commune, code postal ou département
  --profession CODE     code de la table G15 : 10 médecin, 21 pharmacien, 60 infirmier…
  --structures          chercher une structure, par des mots de son nom
  --json                la réponse en JSON
  --aide                cette page

Code de retour : 0 une seule réponse, 1 aucune ou plusieurs, 2 erreur.
`

/** Ends the command with a message for people. */
class Refus extends Error {}

const readArguments = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        lieu: { type: 'string' },
        profession: { type: 'string' },
        structures: { type: 'boolean' },
        json: { type: 'boolean' },
        aide: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch {
    throw new Refus(`Option inconnue, ou sans sa valeur.\n\n${AIDE}`)
  }
}

const place = (codePostal: string | null, commune: string | null): string =>
  [codePostal, commune].filter(Boolean).join(' ')

const toLignes = (one: ProfessionnelTrouve | StructureTrouvee): string[] => {
  if ('rpps' in one) {
    const metiers = nameMetiers({ ...one, cartes: [] })
    const lieux = one.lieux.map(({ structure, codePostal, commune }) =>
      [structure, place(codePostal, commune)].filter(Boolean).join(', '),
    )
    return [
      `RPPS ${one.rpps}  ${nameProfessionnel(one)}`,
      ...[metiers, ...lieux].filter(Boolean).map((line) => `  ${line}`),
    ]
  }
  const { identifiant, raisonSociale, secteurActivite, codePostal, commune } = one
  const numero =
    identifiant === null ? 'sans identifiant' : `${identifiant.type} ${identifiant.valeur}`
  const detail = [secteurActivite?.libelle ?? secteurActivite?.code, place(codePostal, commune)]
  return [
    `${numero.replace('_', ' ')}  ${raisonSociale ?? STRUCTURE_SANS_NOM}`,
    ...detail.filter(Boolean).map((line) => `  ${line}`),
  ]
}

const toTexte = ({ resultats, tronque }: ReponseRecherche): string =>
  [
    ...resultats.flatMap(toLignes),
    ...(resultats.length === 0 ? ['Aucune réponse : essayez le nom d’exercice.'] : []),
    ...(tronque ? ['Il peut y en avoir d’autres : précisez le prénom ou le lieu.'] : []),
    '',
  ].join('\n')

const defined = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArguments(args)
  if (values.aide === true || values.help === true) {
    print(process.stdout, AIDE)
    return 0
  }
  if (positionals.length === 0) throw new Refus(`Donnez un nom.\n\n${AIDE}`)
  const read = parseAs(
    DemandeRecherche,
    defined({
      texte: positionals.join(' '),
      lieu: values.lieu,
      profession: values.profession,
      quoi: values.structures === true ? 'structure' : undefined,
    }),
  )
  if (!read.ok) throw new Refus(read.probleme.detail)
  const { parts } = openParts(process.env)
  const found = await parts.rechercher(read.demande)
  if (!found.ok) throw new Refus(found.probleme.detail)
  const { reponse } = found
  const texte = values.json === true ? `${JSON.stringify(reponse, null, 2)}\n` : toTexte(reponse)
  print(process.stdout, texte)
  return reponse.resultats.length === 1 && !reponse.tronque ? 0 : 1
}

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const known = error instanceof Refus || error instanceof ConfigError
  print(process.stderr, known ? `${error.message}\n` : `Erreur du programme. ${String(error)}\n`)
  process.exitCode = 2
}
