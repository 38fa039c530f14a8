import { writeFileSync } from 'node:fs'
import { recordExemples } from './exemples.ts'

const exemples = await recordExemples()
const file = new URL('../../src/http/openapi/exemples.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(exemples, null, 1)}\n`)
