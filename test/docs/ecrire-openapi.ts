import { writeFileSync } from 'node:fs'
import { toCollection, type Described } from '../../scripts/collection.ts'
import { createService } from '../support/service.ts'

const document = (await (await createService().get('/openapi.json')).json()) as Described
const write = (nom: string, value: unknown): void => {
  const file = new URL(`../../docs/${nom}`, import.meta.url)
  writeFileSync(file, `${JSON.stringify(value, null, 1)}\n`)
}
write('openapi.json', document)
write('collection.json', toCollection(document))
