import { FAITS } from '../../src/domain/faits/faits.ts'
import { REGLEMENT_VERSION, regles } from '../../src/domain/rules/index.ts'
import type { Regle } from '../../src/domain/rules/rule.ts'

const NATURES: [Regle['alors']['nature'], string][] = [
  ['ecart', 'Situations écartées'],
  ['classement', 'Classement de la structure'],
  ['decision', 'Décisions : une seule vaut pour une situation et un jour'],
  ['reserve', 'Réserves : un humain doit répondre avant toute commande'],
  ['precision', 'Précisions : questions qui peuvent rester ouvertes, alertes'],
  ['principe', 'Principes de la réponse'],
]

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const describeConditions = ({ quand }: Regle): string =>
  Object.entries(quand)
    .map(([fait, values]) => `${fait} : ${values.join(', ')}`)
    .join(' ; ')

const describeConclusion = ({ alors }: Regle): string => {
  switch (alors.nature) {
    case 'ecart':
      return alors.motif
    case 'classement':
      return alors.classe
    case 'reserve':
      return alors.questions.join(', ')
    case 'precision':
      return [alors.question, alors.alerte].filter((part) => part !== undefined).join(', ')
    case 'principe':
      return '—'
    case 'decision': {
      if (alors.issue === 'a_verifier') return `à vérifier : ${alors.questions.join(', ')}`
      if (alors.issue === 'sans_certificat') return 'sans certificat'
      const autres = alors.alternatives.map(({ identifiant, si }) => `${identifiant} ${si}`)
      return [`${alors.role} → ${alors.identifiant}`, ...autres].join(' ; ')
    }
  }
}

const describeValidity = ({ depuis, jusqua }: Regle): string =>
  depuis === null && jusqua === null ? '' : `${depuis ?? '…'} → ${jusqua ?? '…'}`

const row = (regle: Regle): string => {
  const { document, repere } = regle.source
  const date = document.date === null ? '' : ` (${document.date})`
  const cells = [
    `\`${regle.id}\``,
    regle.titre,
    describeConditions(regle),
    describeConclusion(regle),
    describeValidity(regle),
    `${document.titre}${date}, ${repere}`,
    regle.confiance,
    regle.ref.join(' '),
  ]
  return `| ${cells.map(cell).join(' | ')} |`
}

/** The whole rule book as one Markdown page: `docs/regles.md`. */
export const renderRegles = (): string => {
  const sections = NATURES.map(([nature, titre]) => {
    const rows = regles.filter(({ alors }) => alors.nature === nature).map(row)
    return [
      `## ${titre}`,
      '',
      '| règle | titre | quand | alors | validité | source | confiance | réf. |',
      '|---|---|---|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n')
  })
  const faits = Object.entries(FAITS).map(
    ([fait, values]) => `| ${fait} | ${values.map((value) => `\`${value}\``).join(' ')} |`,
  )
  return [
    '# Le règlement, règle par règle',
    '',
    `Version ${REGLEMENT_VERSION}. Page engendrée par \`npm run docs:regles\` : ne pas la modifier à la main.`,
    '',
    '`confiance` : `source` = écrit dans le document cité ; `source_posterieure` = écrit dans un document plus récent que le webinaire ; `deduite` = notre décision.',
    '',
    ...sections,
    '## Faits',
    '',
    '| fait | valeurs |',
    '|---|---|',
    ...faits,
    '',
  ].join('\n')
}
