import { CHANGEMENTS, type Changement } from './comparer.ts'
import type { Rapport } from './surveiller.ts'

const count = (nombre: number, un: string, plusieurs: string): string =>
  `${nombre} ${nombre > 1 ? plusieurs : un}`

/** « Un autre identifiant : avant …, maintenant … ». */
const sayChangement = ({ code, avant, maintenant }: Changement): string => {
  const parts = [
    avant === null ? '' : `avant ${avant}`,
    maintenant === null ? '' : `maintenant ${maintenant}`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? CHANGEMENTS[code] : `${CHANGEMENTS[code]} : ${parts.join(' ; ')}`
}

/** What a run has to tell, for a terminal or the mail that cron sends. */
export const toTexte = (rapport: Rapport): string => {
  const { precedent, total, inchanges, changes, nonVues, illisibles, ajoutes, retires } = rapport
  const out: string[] = []
  const numeros = count(total, 'numéro surveillé', 'numéros surveillés')
  if (precedent === null) {
    out.push(
      `Premier passage : ${numeros}, rien à comparer. Les changements seront dits au prochain.`,
    )
  } else {
    const changed =
      changes.length === 0 ? 'aucun changement' : count(changes.length, 'a changé', 'ont changé')
    out.push(
      `${numeros} : ${changed}, ${count(inchanges, 'sans changement', 'sans changement')} depuis le ${precedent.slice(0, 10)}.`,
    )
  }
  if (rapport.reglement !== null) {
    const { avant, maintenant } = rapport.reglement
    out.push(
      `Le règlement est passé de ${avant} à ${maintenant} : un changement peut en venir, sans que l’annuaire ait changé.`,
    )
  }
  for (const { numero, nom, changements, resume } of changes) {
    out.push('', nom === null ? numero : `${nom}, ${numero}`)
    for (const changement of changements) out.push(`  • ${sayChangement(changement)}`)
    out.push(`  ${resume}`)
  }
  const list = (titre: string, lines: readonly string[]): void => {
    if (lines.length > 0) out.push('', titre, ...lines.map((line) => `  • ${line}`))
  }
  list(
    'Non regardés : ce qui était connu d’eux est gardé.',
    nonVues.map(({ numero, motif }) => `${numero} : ${motif}`),
  )
  list(
    'Non surveillés : ce ne sont pas des numéros lisibles.',
    illisibles.map(({ ligne, motif }) => `ligne ${ligne} : ${motif}`),
  )
  list('Ajoutés à la liste :', ajoutes)
  list('Retirés de la liste, et oubliés :', retires)
  return `${out.join('\n')}\n`
}

/** One row a change, or a line that could not be looked at, under its titles. */
export const toRows = ({ changes, nonVues, illisibles }: Rapport): string[][] => [
  ['ligne', 'numero', 'nom', 'changement', 'situation', 'avant', 'maintenant', 'resume'],
  ...changes.flatMap(({ ligne, numero, nom, changements, resume }) =>
    changements.map(({ code, situation, avant, maintenant }) => [
      String(ligne),
      numero,
      nom ?? '',
      code,
      situation ?? '',
      avant ?? '',
      maintenant ?? '',
      resume,
    ]),
  ),
  ...[...nonVues, ...illisibles].map(({ ligne, numero, code, motif }) => [
    String(ligne),
    numero,
    '',
    `non_vu:${code}`,
    '',
    '',
    '',
    motif,
  ]),
]
