import type { Concept } from '../nomenclatures/index.ts'
import type { Faits } from './faits.ts'
import {
  CLASSE,
  EN_FORMATION,
  FORME,
  type Liste,
  MEDICO_SOCIAL,
  RADIOLOGIE,
  REMPLACANT_FONCTION,
  REMPLACANT_GENRE,
  TITULAIRE,
} from './listes.ts'

/** Published codes, and what they are called together: « secteurs d’activité (R02) ». */
export type Codes = { quoi: string; concepts: readonly Concept[] }

const pick = ({ quoi, table }: Pick<Liste, 'quoi' | 'table'>, codes: readonly string[]): Codes => ({
  quoi,
  concepts: table.concepts.filter(({ code }) => codes.includes(code)),
})

const { webinaire, 'liste-ans': listeAns, deduite } = RADIOLOGIE.retenus
const radiologie = (codes: readonly string[]) => [pick(RADIOLOGIE, codes)]

const CODES: { [F in keyof Faits]?: { [V in Faits[F]]?: readonly Codes[] } } = {
  classe: {
    'medico-social': [pick(MEDICO_SOCIAL, Object.values(MEDICO_SOCIAL.retenus).flat())],
    'sans-regle': Object.entries(CLASSE.ecartes)
      .filter(([why]) => why !== 'secteur clos')
      .map(([, codes]) => pick(CLASSE, codes)),
  },
  profil: {
    radiologue: radiologie(webinaire),
    'radiologue-liste-ans': radiologie(listeAns),
    'radiologue-deduit': radiologie(deduite),
  },
  plateau: {
    oui: radiologie(webinaire),
    'oui-liste-ans': radiologie(listeAns),
    'oui-deduit': radiologie(deduite),
  },
  forme: {
    scm: [pick(FORME, FORME.retenus.scm)],
    'sel-scp': [pick(FORME, FORME.retenus['sel-scp'])],
    groupement: [pick(FORME, FORME.retenus.groupement)],
  },
  titulaire: { oui: [pick(TITULAIRE, TITULAIRE.retenus.oui)] },
  enFormation: { oui: [pick(EN_FORMATION, EN_FORMATION.retenus.oui)] },
  remplacant: {
    oui: [
      pick(REMPLACANT_FONCTION, REMPLACANT_FONCTION.retenus.oui),
      pick(REMPLACANT_GENRE, REMPLACANT_GENRE.retenus.oui),
    ],
  },
}

/** The published codes that give a fact this value, where codes alone do; else none. */
export const codesOf = (fait: keyof Faits, valeur: string): readonly Codes[] => {
  const known = (CODES[fait] as Record<string, readonly Codes[]> | undefined)?.[valeur]
  if (known !== undefined || fait !== 'classe') return known ?? []
  const codes = (CLASSE.retenus as Record<string, readonly string[]>)[valeur]
  return codes === undefined ? [] : [pick(CLASSE, codes)]
}
