#!/usr/bin/env node
// Plain JavaScript on purpose: it must run, and say what is wrong, on a Node that is too old.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

await import('./check-node.mjs')
// Beside the code, where only who installed it writes: a start then costs half. Elsewhere, nothing.
module.enableCompileCache?.(
  fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)),
)

const jsx = () => import('./jsx.mjs')

/** What each command loads, in order. Only the service knows the pages, which need JSX. */
const COMMANDES = {
  servir: [jsx, () => import('./node.ts')],
  verifier: [() => import('./cli.ts')],
  structure: [() => import('./cli.ts')],
  chercher: [() => import('./chercher.ts')],
  surveiller: [() => import('./surveiller.ts')],
  telecharger: [() => import('./telecharger.ts')],
  importer: [() => import('./import.ts')],
}

const AIDE = `Usage : qui-commande <commande> [options]

  servir        le service HTTP (npm start)
  verifier      un praticien, sur le terminal (npm run verifier)
  structure     une structure, par son FINESS, son SIRET ou son RPPS rang
  chercher      un praticien ou une structure, par le nom
  surveiller    une liste, et ce qui y a changé depuis la dernière fois
  telecharger   les fichiers publics du jour (npm run telecharger)
  importer      la base locale faite de ces fichiers (npm run import)

« qui-commande <commande> --aide » dit le reste ; servir se règle par l’environnement.
`

const [, , commande = ''] = process.argv
if (Object.hasOwn(COMMANDES, commande)) {
  // The command then reads its arguments as if it had been started alone.
  process.argv.splice(2, 1, ...(commande === 'structure' ? ['--structure'] : []))
  for (const load of COMMANDES[commande]) await load()
} else if (commande === '--aide' || commande === '--help' || commande === '-h') {
  process.stdout.write(AIDE)
} else {
  const { print } = await import('./terminal.ts')
  const refus = commande === '' ? 'Donnez une commande.' : `Commande inconnue : ${commande}`
  print(process.stderr, `${refus}\n\n${AIDE}`)
  process.exitCode = 2
}
