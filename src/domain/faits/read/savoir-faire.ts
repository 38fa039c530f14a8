import type { CodeRecu } from '../../nomenclatures/code-recu.ts'
import { specialiteOrdinale } from '../../nomenclatures/index.ts'

/** Types of savoir-faire (TRE_R04) that are no specialty: competences, capacities, orientations… */
const SANS_SPECIALITE = new Set(['C', 'CEX', 'CAPA', 'DSM', 'DNQ', 'FQ', 'OP', 'PAC', 'QPAC'])

/** True when a savoir-faire of that type, code of TRE_R04, is surely no specialty; null = not said. */
export const isSansSpecialite = (type: string | null): boolean =>
  type !== null && SANS_SPECIALITE.has(type)

/** A savoir-faire as the model holds it: what may be a specialty that R38 lacks cannot be read. */
export const toSavoirFaire = (type: string | null, code: string): Exclude<CodeRecu, null> =>
  isSansSpecialite(type) || specialiteOrdinale.find(code) !== undefined
    ? code
    : { illisible: [code] }
