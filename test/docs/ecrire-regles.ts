import { writeFileSync } from 'node:fs'
import { renderRegles } from './tableau-regles.ts'

writeFileSync(new URL('../../docs/regles.md', import.meta.url), renderRegles())
