import { writeFileSync } from 'node:fs'
import { renderDecisions } from './tableau-decisions.ts'
import { renderRegles } from './tableau-regles.ts'

const DOCS = new URL('../../docs/', import.meta.url)
writeFileSync(new URL('regles.md', DOCS), renderRegles())
writeFileSync(new URL('decisions/regles.md', DOCS), renderDecisions())
