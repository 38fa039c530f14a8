import { DECISIONS_PAR_SUJET } from '../../src/domain/decisions.ts'
import { FAMILLES, REFERENCES, dateOf } from '../../src/domain/references.ts'
import { VERSIONS } from '../../src/domain/rules/versions.ts'

const DATES = [
  ...new Set([
    ...DECISIONS_PAR_SUJET.flatMap(({ dates }) => dates),
    ...Object.keys(REFERENCES).flatMap((code) => dateOf(code) ?? []),
  ]),
].toSorted()

const cell = (text: string): string => text.replaceAll('|', '\\|')

const SUJETS = DECISIONS_PAR_SUJET.flatMap(({ titre, dates, points }) => [
  `## ${titre}`,
  '',
  dates.join(', '),
  '',
  ...points.map(({ cas, texte }) => `* **${cas}** : ${texte}`),
  '',
])

const LEGENDE = FAMILLES.flatMap(({ lettre, titre, origine }) => {
  const codes = Object.keys(REFERENCES).filter((code) => code.startsWith(lettre))
  return [
    `### ${lettre} : ${titre}`,
    '',
    codes.length === 0 ? `${origine} Leurs phrases : \`src/domain/rules/questions.ts\`.` : origine,
    '',
    ...codes.map((code) => {
      const date = dateOf(code)
      return `* \`${code}\`${date === null ? '' : ` (${date})`} : ${REFERENCES[code]}`
    }),
    ...(codes.length === 0 ? [] : ['']),
  ]
})

const HISTOIRE = VERSIONS.flatMap(({ version, date, note, changements }) => [
  `### ${version} (${date})`,
  '',
  ...(note === null ? [] : [note, '']),
  ...(changements.length === 0
    ? []
    : [
        '| qui | avant | maintenant | pourquoi |',
        '|---|---|---|---|',
        ...changements.map(
          ({ qui, avant, maintenant, pourquoi }) =>
            `| ${[qui, avant, maintenant, pourquoi].map(cell).join(' | ')} |`,
        ),
        '',
      ]),
])

/** Our decisions about the rules as one Markdown page: `docs/decisions/regles.md`. */
export const renderDecisions = (): string =>
  [
    '# Les décisions derrière les règles',
    '',
    DATES.join(', '),
    '',
    'La page `/decisions` les montre aussi. Engendré par `npm run docs:regles` : ne pas le modifier à la main.',
    '',
    ...SUJETS,
    '## Légende des références',
    '',
    ...LEGENDE,
    '## Versions du règlement',
    '',
    ...HISTOIRE,
  ].join('\n')
