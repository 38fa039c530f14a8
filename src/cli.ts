import { parseArgs } from 'node:util'
import { type Terminal, toTexte, toTexteStructure } from './cli-texte.ts'
import { ConfigError } from './config.ts'
import { parseDemande, parseDemandeStructure } from './application/parse-demande.ts'
import { openParts } from './node-platform.ts'
import { print } from './terminal.ts'

const AIDE = `Usage : npm run verifier -- <numero> [options]
        qui-commande structure <identifiant> [options]

  <numero>              RPPS (11 chiffres), 8 + RPPS, ou numéro de carte
  <identifiant>         FINESS, SIRET ou RPPS rang d’une structure
  --structure           le numéro est celui d’une structure
  --type X              rpps | carte ; d’une structure : FINESS_EG | FINESS_EJ | SIRET | RPPS_RANG
  --date AAAA-MM-JJ     le jour à juger (par défaut aujourd’hui)
  --usages a,b          dmp, insi-auto, insi-manu, mssante-bal, mssante-operateur, psc, ror
  --situation CLE       une seule situation d’exercice, par sa clé
  --solutions N         solutions logicielles qui appellent directement les téléservices
  --instances N         instances de chaque solution
  --systeme X           commun | par-site : le système d’information de l’entité juridique
  --ris X               unique | par-site : le système de radiologie
  --groupement          la commande est destinée à un groupement
  --site-principal F    FINESS géographique du site principal d’un laboratoire
  --statut X            public | prive : réponse à H13
  --exercice X          nom-propre | societe : réponse à H04
  --logiciel X          structure | praticien : réponse à H19
  --siret S             réponse à H22
  --praticien X         radiologue | medecin | autre : réponse à H24, pour une structure
  --certificat          un certificat est souhaité même si la carte CPS suffit
  --fiche               quoi porter dans quel champ du formulaire de commande
  --json                la réponse en JSON
  --aide                cette page

Code de retour : 0 réponse claire, 1 à choisir ou à vérifier, 2 erreur.
`

const OPTIONS = {
  type: { type: 'string' },
  date: { type: 'string' },
  usages: { type: 'string' },
  situation: { type: 'string' },
  solutions: { type: 'string' },
  instances: { type: 'string' },
  systeme: { type: 'string' },
  ris: { type: 'string' },
  groupement: { type: 'boolean' },
  'site-principal': { type: 'string' },
  statut: { type: 'string' },
  exercice: { type: 'string' },
  logiciel: { type: 'string' },
  siret: { type: 'string' },
  praticien: { type: 'string' },
  structure: { type: 'boolean' },
  certificat: { type: 'boolean' },
  fiche: { type: 'boolean' },
  json: { type: 'boolean' },
  aide: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Ends the command with a message for people. */
class Refus extends Error {}

const readArguments = (args: string[]) => {
  const { tokens } = parseArgs({
    args,
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const given = new Set<string>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = (OPTIONS as Record<string, { type: string }>)[token.name]
    if (option === undefined) {
      throw new Refus(
        `Option inconnue : ${token.rawName.slice(0, 40)}. --aide donne la liste ; un nombre négatif s’écrit après un signe égal.`,
      )
    }
    if (given.has(token.name)) throw new Refus(`L’option --${token.name} est donnée deux fois.`)
    given.add(token.name)
    const wantsValue = option.type === 'string'
    if (
      wantsValue &&
      (token.value === undefined || (!token.inlineValue && token.value.startsWith('-')))
    ) {
      throw new Refus(
        `L’option --${token.name} attend une valeur : --${token.name}=… (--aide donne la liste).`,
      )
    }
    if (!wantsValue && token.value !== undefined) {
      throw new Refus(`L’option --${token.name} ne prend pas de valeur.`)
    }
  }
  return parseArgs({ args, options: OPTIONS, allowPositionals: true })
}

/** The options under the name that the user typed, for the fields that a refusal names. */
const OPTION_OF: Record<string, string> = {
  'contexte.solutions': '--solutions',
  'contexte.instances': '--instances',
  'contexte.systemeInformation': '--systeme',
  'contexte.ris': '--ris',
  'contexte.sitePrincipal': '--site-principal',
  'contexte.statut': '--statut',
  'contexte.exercice': '--exercice',
  'contexte.logiciel': '--logiciel',
  'contexte.siret': '--siret',
  'contexte.praticien': '--praticien',
  usages: '--usages',
  type: '--type',
  situation: '--situation',
}

const nameOptions = (detail: string): string =>
  detail.replace(/« ([\w.]+) »/g, (quoted, field: string) => OPTION_OF[field] ?? quoted)

/** Numbers as numbers; what is none stays text, and the schema names it. */
const toNumber = (text: string): number | string =>
  /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text

const defined = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

const run = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArguments(args)
  if (values.aide === true || values.help === true) {
    print(process.stdout, AIDE)
    return 0
  }
  if (positionals.length === 0) throw new Refus(`Donnez un numéro.\n\n${AIDE}`)
  const contexte = defined({
    solutions: values.solutions === undefined ? undefined : toNumber(values.solutions),
    instances: values.instances === undefined ? undefined : toNumber(values.instances),
    systemeInformation: values.systeme,
    ris: values.ris,
    groupement: values.groupement,
    sitePrincipal: values['site-principal'],
    certificatSouhaite: values.certificat,
    statut: values.statut,
    exercice: values.exercice,
    logiciel: values.logiciel,
    siret: values.siret,
    praticien: values.praticien,
  })
  const numero = positionals.join(' ')
  const { type, situation } = values
  const { json: isJson = false, fiche = false } = values
  const options = {
    date: values.date,
    usages: values.usages?.split(',').map((usage) => usage.trim()),
    situation,
    contexte: Object.keys(contexte).length === 0 ? undefined : contexte,
  }
  if (values.structure === true) {
    const identifiant = type === undefined ? numero : { type, valeur: numero }
    const demande = orRefuse(parseDemandeStructure(defined({ identifiant, ...options }))).demande
    const { verification } = orRefuse(await openParts(process.env).parts.verifierStructure(demande))
    return show(verification, { isJson, fiche }, (terminal) =>
      toTexteStructure(verification, terminal),
    )
  }
  const { demande } = orRefuse(parseDemande(defined({ numero, type, ...options })))
  const { verification } = orRefuse(await openParts(process.env).parts.verifier(demande))
  return show(verification, { isJson, fiche }, (terminal) => toTexte(verification, terminal))
}

type Issue = { ok: true } | { ok: false; probleme: { detail: string } }

const orRefuse = <T extends Issue>(outcome: T): Extract<T, { ok: true }> => {
  if (!outcome.ok) throw new Refus(nameOptions(outcome.probleme.detail))
  return outcome as Extract<T, { ok: true }>
}

/** Writes the answer; the exit code that it has. */
const show = (
  verification: { issue: string },
  { isJson, fiche }: { isJson: boolean; fiche: boolean },
  toText: (terminal: Terminal) => string,
): number => {
  if (isJson) print(process.stdout, `${JSON.stringify(verification, null, 2)}\n`)
  else {
    const { NO_COLOR, TERM } = process.env
    const colors = process.stdout.isTTY && !NO_COLOR && TERM !== 'dumb'
    const columns = process.stdout.columns ?? 80
    process.stdout.write(toText({ columns, colors, fiche }))
  }
  return verification.issue === 'decide' || verification.issue === 'sans_certificat' ? 0 : 1
}

// Who reads only the beginning has had enough; anything else that cannot be written is an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2)
})

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  const known = error instanceof Refus || error instanceof ConfigError
  print(process.stderr, known ? `${error.message}\n` : `Erreur du programme. ${String(error)}\n`)
  process.exitCode = 2
}
