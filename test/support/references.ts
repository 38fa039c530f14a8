import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const FOLDER = process.env['REFERENCES'] ?? 'references'

/**
 * A folder of published tables or samples, which are not ours to give: `REFERENCES` names where they
 * are, `references` by default. What compares with them is skipped where they are not.
 */
export const referenceOf = (name: string): URL => pathToFileURL(`${resolve(FOLDER, name)}/`)
