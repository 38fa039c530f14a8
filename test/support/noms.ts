import * as fc from 'fast-check'
import { fold } from '../../src/domain/recherche/fold.ts'

/** Names as there are: particles, double names, apostrophes of three kinds, ligatures, accents. */
const MORCEAU = fc.constantFrom(
  'GRANITE',
  'Ardoise',
  'Hélène',
  'Œuvrard',
  'Lætitia',
  'Strauß',
  'Łupek',
  'Møller',
  'Noël',
  'Tourbe',
  'Façade',
)
const PARTICULE = fc.constantFrom('', '', '', 'LE ', 'DE LA ', 'D’', "N'", 'O\u02BC', 'Mac ')
const LIEN = fc.constantFrom('-', ' ', '\u2010')

export const unNom = fc
  .tuple(PARTICULE, fc.array(MORCEAU, { minLength: 1, maxLength: 2 }), LIEN)
  .map(([particule, morceaux, lien]) => particule + morceaux.join(lien))

/** The same name as people type it. */
export const variantes = (nom: string, prenom: string): string[] => {
  const texte = `${nom} ${prenom}`
  return [
    texte,
    `${prenom} ${nom}`,
    texte.normalize('NFD'),
    texte.toLowerCase(),
    fold(texte),
    fold(texte).split(' ').toReversed().join(' '),
    texte.replaceAll(/[-\u2010]/g, ' '),
    texte.replaceAll(/[’\u02BC]/g, "'"),
    texte.replaceAll(/['\u02BC]/g, '’'),
    ...nom.split(/[-\u2010]/).map((half) => `${half} ${prenom}`),
    `Dr ${texte}`,
  ]
}
