import { describe, expect, test } from 'vitest'
import { DECISIONS_PAR_SUJET } from '../../src/domain/decisions.ts'
import { REFERENCES } from '../../src/domain/references.ts'
import { regles } from '../../src/domain/rules/index.ts'
import { QUESTIONS } from '../../src/domain/rules/questions.ts'
import type { Regle } from '../../src/domain/rules/rule.ts'
import { renderDeuxJours } from '../../src/http/pages/deux-jours.tsx'
import { SCRIPT } from '../../src/http/pages/script.ts'
import { createService } from '../support/service.ts'

const toPage =
  (env: Record<string, string> = {}) =>
  async (path: string, status = 200): Promise<string> => {
    const { get } = createService({ env: { LIMITE_PAR_MINUTE: '100000', ...env } })
    const response = await get(path, { accept: 'text/html' })
    expect([path, response.status]).toEqual([path, status])
    const text = (await response.text()).replaceAll(/[\u00A0\u202F]/g, ' ')
    expect(text).not.toMatch(/ style=|<script>|onclick|undefined|\[object|[{}]/)
    return text
  }

const page = toPage()

const ids = (html: string): string[] => [
  ...new Set([...html.matchAll(/href="\/regles\/([\w-]+)/g)].map(([, id]) => id ?? '')),
]

describe('a search of the rules', () => {
  test.each<[string, string[]]>([
    ['SA33', ['officine', 'secteur-structure-de-soins']],
    ['sa33 pharmacie', ['officine', 'secteur-structure-de-soins']],
    ['P29', ['un-identifiant-deux-structures']],
    ['H24', ['plateau-technique-praticien-inconnu', 'praticien-declare', 'praticien-inconnu']],
    ['REMPLAÇANT commande', ['remplacant-ne-commande-pas']],
    ['remplacant COMMANDE pas', ['remplacant-ne-commande-pas']],
  ])('%s', async (q, expected) => {
    const html = await page(`/regles?q=${encodeURIComponent(q)}`)
    expect(ids(html)).toEqual(expect.arrayContaining(expected))
    expect(ids(html).length).toBeLessThan(20)
    expect(html).toContain(`value="${q}"`)
  })

  test('a code is found whole: R03 is not R03c, and P0 is none', async () => {
    const found = ids(await page('/regles?q=R03c'))
    expect(found).toEqual(['siret-ignore-en-structure'])
    expect(ids(await page('/regles?q=R03'))).not.toContain('siret-ignore-en-structure')
    expect(ids(await page('/regles?q=P0'))).toEqual([])
  })

  test('tells lapsed rules from those in force, on the day of the address', async () => {
    const html = await page('/regles?q=P07&date=2022-12-31')
    const [inForce = '', others = ''] = html.split('id="hors-vigueur"')
    expect(ids(inForce)).toContain('hopital-prive-avant-2023')
    expect(ids(others)).toContain('hopital-prive-depuis-octobre-2023')
    expect(html).toContain('href="/regles/hopital-prive-avant-2023?date=2022-12-31"')
  })

  test('nothing found is said, and what was typed is text', async () => {
    const html = await page('/regles?q=%22%3E%3Cb%3Ezut')
    expect(html).toContain('Aucune règle ne contient tous ces mots')
    expect(html).not.toContain('<b>')
    expect(ids(await page('/regles?q=%20'))).toHaveLength(regles.length)
    expect(ids(await page('/regles?q=(a%2B)%2B%24'))).toEqual([])
  })
})

describe('two days side by side', () => {
  test('what is in force on the one and not on the other', async () => {
    const html = await page('/regles?date=2022-12-31&et=2023-01-01')
    const [first = '', second = ''] = html.split('id="second-jour"')
    expect(ids(first)).toEqual(['hopital-prive-avant-2023'])
    expect(ids(second)).toEqual(['hopital-prive-en-transition'])
  })

  test('none, one or several rules in force on both are said so', () => {
    const [premiere, deuxieme] = regles.filter(({ depuis, jusqua }) => (depuis ?? jusqua) === null)
    if (premiere === undefined || deuxieme === undefined) throw new Error('two rules of always')
    const say = (...livre: Regle[]): string =>
      /[^<>]* les deux jours\./.exec(renderDeuxJours(livre, '2026-01-01', '2026-01-02'))?.[0] ?? ''
    expect([say(), say(premiere), say(premiere, deuxieme)]).toEqual([
      'Aucune règle n’est en vigueur les deux jours.',
      'Une règle est en vigueur les deux jours.',
      '2 règles sont en vigueur les deux jours.',
    ])
  })

  test('each day that cannot be read is named, tied to its field', async () => {
    const html = await page('/regles?date=hier&et=2026-02-30', 400)
    expect(html).toContain('href="#champ-premier"')
    expect(html).toContain('href="#champ-et"')
    expect(ids(html)).toEqual([])
    expect(await page('/regles?date=2022-12-31&et=x', 400)).not.toContain('href="#champ-premier"')
  })
})

describe('/decisions', () => {
  test('shows every subject, and every reference where links lead', async () => {
    const html = await page('/decisions')
    for (const { id, points } of DECISIONS_PAR_SUJET) {
      expect(html).toContain(`id="${id}"`)
      for (const { cas } of points) expect(html).toContain(`>${cas}<`)
    }
    for (const code of [...Object.keys(REFERENCES), ...Object.keys(QUESTIONS)]) {
      expect(html).toContain(`id="${code}"`)
    }
    expect(new Set(ids(html))).toEqual(new Set(regles.map(({ id }) => id)))
    expect(html).toContain('Qui reçoit une autre réponse avec 2026.11.3')
  })

  test('a rule leads to its references and, when it is ours, to the decisions', async () => {
    const html = await page('/regles/hopital-public-ej-inconnue')
    expect(html).toContain('href="/decisions#P06"')
    expect(html).toContain('href="/decisions">Qui commande ?, décisions du service')
    expect(await page('/regles/secteur-cabinet')).toContain('href="https://ansforge.github.io/')
  })
})

test('the words of a rule are explained at its foot, those alone', async () => {
  const html = await page('/regles/plateau-technique-ris-unique')
  expect(html).toContain('id="terme-ris"')
  expect(html).not.toContain('id="terme-rpps-rang"')
  expect(await page('/regles/annuaire-en-panne')).not.toContain('id="glossaire"')
})

describe('what the operator says', () => {
  const contribution = toPage({
    CONTRIBUTION_URL: 'https://exemple.fr/corrections?titre={regle}',
    CONTACT: 'support@exemple.fr',
  })

  test('nothing, and the pages say that nothing was given', async () => {
    const html = await page('/mentions')
    expect(html).toContain('n’a pas donné d’adresse')
    for (const path of ['/mentions', '/decisions', '/regles/officine']) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      expect(await page(path)).not.toContain('Proposer une correction')
    }
  })

  test('a correction is proposed with the id of the rule, and with nothing else', async () => {
    expect(await contribution('/regles/officine')).toContain(
      'href="https://exemple.fr/corrections?titre=officine"',
    )
    expect(await contribution('/decisions')).toContain(
      'href="https://exemple.fr/corrections?titre="',
    )
    expect(await contribution('/mentions')).toContain('href="mailto:support@exemple.fr"')
    const letter = toPage({ CONTRIBUTION_URL: 'mailto:a@exemple.fr?subject={regle}' })
    expect(await letter('/regles/officine')).toContain(
      'href="mailto:a@exemple.fr?subject=officine"',
    )
  })

  test('how long is what the configuration says', async () => {
    const html = (await page('/mentions')).replaceAll(/\s+/g, ' ')
    expect(html).toContain('réemployé 1 heure au plus')
    expect(html).toContain('gardé 1 jour encore')
    const set = toPage({ CACHE_TTL_S: '5400', CACHE_PERIME_S: '0' })
    const other = (await set('/mentions')).replaceAll(/\s+/g, ' ')
    expect(other).toContain('réemployé 90 minutes au plus')
    expect(other).not.toContain('encore, pour le seul cas')
    const none = toPage({ CACHE_TTL_S: '0' })
    expect(await none('/mentions')).toContain('n’est pas réemployé')
  })

  test('what the browser keeps is what the scripts write there, each named', async () => {
    const written = [...SCRIPT.matchAll(/(\w+Storage)\.setItem\((\w+)/g)].map(
      ([, where, key]) => `${where} ${key}`,
    )
    expect(written).toEqual(['sessionStorage RESULTAT', 'sessionStorage GARDE', 'localStorage CLE'])
    const html = (await page('/mentions')).replaceAll(/\s+/g, ' ')
    expect(html).toContain('la liste, collée ou lue d’un fichier, ce que vous avez précisé et le')
    expect(html).toContain('un onglet dupliqué en a sa propre copie')
    expect(html).toContain('« La touche / ne mène pas au champ » (<code>localStorage</code>)')
    expect(html).not.toContain('jusqu’à ce que vous l’effaciez ou le fermiez')
  })

  test('which directories, and that invented people are invented', async () => {
    expect(await page('/mentions')).toContain('personnes et des structures inventées')
    const live = toPage({ ANNUAIRE: 'fhir', ESANTE_API_KEY: 'cle' })
    const html = await live('/mentions')
    expect(html).toContain('API Annuaire Santé (FHIR)')
    expect(html).not.toContain('inventées')
  })

  test('every page says in its footer whose service this is not', async () => {
    for (const path of ['/', '/regles', '/decisions', '/accessibilite']) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      expect(await page(path)).toContain('href="/mentions">Service indépendant de l’ANS<')
    }
  })
})
