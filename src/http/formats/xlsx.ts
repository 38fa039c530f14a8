import { toXlsx, XLSX_TYPE } from './classeur.ts'
import { COLONNES, toRows } from './csv.ts'
import type { Format } from './format.ts'

/** The table of the CSV, as a workbook. */
export const xlsx: Format = {
  mediaType: XLSX_TYPE,
  type: XLSX_TYPE,
  render: ({ verification }) =>
    toXlsx([COLONNES, ...toRows(verification, verification.demande.numero)]),
}
