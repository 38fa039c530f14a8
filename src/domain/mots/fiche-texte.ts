import type { ChampFiche, Fiche } from '../verification.ts'

/** What the form of a sheet is called. */
export const FORMULAIRES: Record<Fiche['formulaire'], string> = {
  F413: 'formulaire F413 (mars 2024)',
  'bon-de-commande-segur': 'bon de commande Ségur',
}

/** Card numbers are written on the form alone: not in what is pasted elsewhere. */
const isCarte = ({ code }: ChampFiche): boolean => code.endsWith('-carte')

const sayChamp = (champ: ChampFiche): string => {
  const { section, libelle, valeur, modele } = champ
  const lieu = section === null ? '' : `${section}, `
  if (valeur !== null && isCarte(champ)) return `${lieu}${libelle} : donné dans la demande`
  return `${lieu}${libelle} : ${valeur ?? modele ?? 'à compléter'}`
}

/** A sheet as lines of text, to be pasted: fields in the order of the paper, then what to know. */
export const listFiche = ({ champs, consignes }: Fiche): string[] => [
  ...champs.map(sayChamp),
  ...consignes.map(({ texte }) => texte),
]
