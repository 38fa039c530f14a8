import type { Probleme } from '../../application/probleme.ts'

/** Ends the reading of a workbook, wherever it stands; never leaves this folder. */
export class ClasseurRefuse extends Error {
  readonly probleme: Probleme

  constructor(detail: string, code: Probleme['code'] = 'requete_invalide') {
    super(detail)
    this.probleme = { code, detail }
  }
}

/** A file that is no workbook, or no whole one. */
export const ABIME =
  'Ce fichier n’est pas un classeur XLSX lisible : il est abîmé, incomplet ou d’une autre sorte. Ouvrez-le dans votre tableur, puis enregistrez-le en CSV ou en XLSX.'
