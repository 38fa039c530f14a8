import { csv } from './csv.ts'
import type { Format } from './format.ts'
import { html } from './html.tsx'
import { json } from './json.ts'
import { xlsx } from './xlsx.ts'
import { xml } from './xml.ts'

/** In our order of preference: the first is the default. */
export const FORMATS: readonly Format[] = [json, xml, csv, xlsx, html]
