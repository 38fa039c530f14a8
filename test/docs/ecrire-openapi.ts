import { writeFileSync } from 'node:fs'
import { createService } from '../support/service.ts'

const document: unknown = await (await createService().get('/openapi.json')).json()
const file = new URL('../../docs/openapi.json', import.meta.url)
writeFileSync(file, `${JSON.stringify(document, null, 1)}\n`)
