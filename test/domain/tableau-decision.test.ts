import { expect, test } from 'vitest'
import { codesOf } from '../../src/domain/faits/codes.ts'
import { FAITS, type Faits } from '../../src/domain/faits/faits.ts'
import { nameValeur, nameValeurs } from '../../src/domain/mots/mots-faits.ts'
import { sayInGeneral } from '../../src/domain/mots/mots.ts'
import { secteurActivite } from '../../src/domain/nomenclatures/index.ts'
import { ALERTES } from '../../src/domain/rules/alertes.ts'
import { regles, reglesInForce } from '../../src/domain/rules/index.ts'
import { QUESTIONS } from '../../src/domain/rules/questions.ts'
import { evaluate, type Regle } from '../../src/domain/rules/rule.ts'
import { type Cas, type Condition, toTableau } from '../../src/domain/reponse/tableau-decision.ts'

const DAYS = ['2022-06-01', '2022-12-31', '2023-01-01', '2023-10-12', '2023-10-13', '2026-11-23']

const casOf = (list: readonly Regle[]): Cas[] =>
  toTableau(list).flatMap(({ branches }) => branches.flatMap(({ cas }) => cas))

const idsOf = (list: readonly Regle[]): string[] =>
  casOf(list).flatMap((cas) => cas.regles.map(({ id }) => id))

const deciding = (list: readonly Regle[]): string[] =>
  list.filter(({ alors }) => alors.nature === 'decision').map(({ id }) => id)

test.each(DAYS)('on %s every rule that decides stands in the tableau exactly once', (day) => {
  const inForce = reglesInForce(day)
  expect(idsOf(inForce).toSorted()).toEqual(deciding(inForce).toSorted())
})

test('the tableau follows the day', () => {
  const [before, after] = ['2022-12-31', '2023-10-13'].map((day) => idsOf(reglesInForce(day)))
  expect(before).toContain('hopital-prive-avant-2023')
  expect(after).not.toContain('hopital-prive-avant-2023')
  expect(after).toContain('hopital-prive-depuis-octobre-2023')
  expect(before).not.toContain('hopital-prive-depuis-octobre-2023')
})

test('the tableau follows the book: a rule added shows, a rule taken away does not', () => {
  const inForce = reglesInForce('2026-11-23')
  const model = inForce.find(({ id }) => id === 'centre-de-sante') as Regle
  const added: Regle = {
    ...model,
    id: 'centre-de-sante-public',
    quand: { classe: ['centre-de-sante'], cote: ['public'] },
    alors: { nature: 'decision', issue: 'sans_certificat', couloir: 'ville' },
  }
  expect(idsOf([...inForce, added])).toContain('centre-de-sante-public')
  expect(idsOf(inForce.filter(({ id }) => id !== 'centre-de-sante'))).not.toContain(
    'centre-de-sante',
  )
})

/** One situation for each way through the tableau: its class, its branch, its case. */
test.each(DAYS)('on %s what leads to a case is what its rules accept', (day) => {
  let checked = 0
  for (const { classes, branches } of toTableau(reglesInForce(day))) {
    for (const { qui, cas } of branches) {
      for (const { conditions, regles: siennes } of cas) {
        const paths = qui.map((who) => [...who, ...conditions])
        for (const { quand } of siennes) {
          for (const [fait, valeurs] of Object.entries(quand) as [keyof Faits, string[]][]) {
            checked++
            const shown = paths.flatMap((path) => {
              const one = path.find((condition) => condition.fait === fait)
              return one?.valeurs ?? (fait === 'classe' ? classes : FAITS[fait])
            })
            expect(shown).toEqual(expect.arrayContaining(valeurs))
          }
        }
        for (const path of paths) {
          const faits: Partial<Record<keyof Faits, string>> = {}
          for (const { fait, valeurs } of path) faits[fait] = valeurs[0] as string
          const led = classes.flatMap((classe) =>
            siennes.filter(
              (regle) => evaluate(regle, { classe, ...faits } as Partial<Faits>) === 'oui',
            ),
          )
          expect(led).not.toHaveLength(0)
        }
      }
    }
  }
  expect(checked).toBeGreaterThan(80)
})

const tell = (conditions: readonly Condition[]): string =>
  conditions.map(({ fait, valeurs }) => `${fait} ${valeurs.join('|')}`).join(', ')

/** `npx vitest run --project node test/domain/tableau-decision.test.ts -u` writes tableau.txt again. */
test('the tableau of each period is the one that was read over', async () => {
  const text = ['2022-12-31', '2026-11-23'].flatMap((day) => [
    `# ${day}`,
    ...toTableau(reglesInForce(day)).flatMap(({ classes, branches }) => [
      `## ${classes.join(', ')}`,
      ...branches.flatMap(({ qui, cas }) => [
        `* ${qui.map(tell).join(' / ')}`,
        ...cas.map(
          ({ conditions, decision, aDemander, regles: siennes }) =>
            `  * ${tell(conditions)} → ${[
              decision.issue,
              'identifiant' in decision ? decision.identifiant : [],
              ...aDemander,
            ]
              .flat()
              .join(' ')} (${siennes.map(({ id }) => id).join(', ')})`,
        ),
      ]),
    ]),
  ])
  await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('tableau.txt')
})

test('the kinds of structure come in the order in which people look for them', () => {
  expect(toTableau(reglesInForce('2026-11-23')).map(({ classes }) => classes)).toEqual([
    [
      'cabinet-individuel',
      'cabinet-de-groupe',
      'societe',
      'cabinet-declare',
      'societe-declaree',
      'logiciel-du-praticien',
    ],
    ['hopital'],
    ['medico-social'],
    ['officine', 'officine-liste-ans'],
    ['laboratoire'],
    ['maison-de-sante'],
    ['centre-de-sante'],
    ['sans-regle'],
    ['inconnue'],
  ])
})

test('every sector of the table belongs to one kind of structure', () => {
  const codes = FAITS.classe.flatMap((classe) =>
    codesOf('classe', classe)
      .filter(({ quoi }) => quoi.includes('R02'))
      .flatMap(({ concepts }) => concepts.map(({ code }) => code)),
  )
  const enVigueur = secteurActivite.concepts.filter(({ fin }) => fin === null)
  expect(codes.toSorted()).toEqual(enVigueur.map(({ code }) => code))
  expect(codesOf('classe', 'medico-social')[0]?.concepts).toHaveLength(68)
  expect(codesOf('profil', 'radiologue')[0]?.concepts.map(({ code }) => code)).toEqual([
    'SM44',
    'SM55',
  ])
  expect(codesOf('ris', 'unique')).toEqual([])
})

test('every value of every fact has its words, and values of one fact read apart', () => {
  for (const [fait, valeurs] of Object.entries(FAITS) as [keyof Faits, readonly string[]][]) {
    const words = valeurs.map((valeur) => nameValeur(fait, valeur))
    expect([fait, new Set(words).size]).toEqual([fait, valeurs.length])
  }
  expect(nameValeurs('classe', ['cabinet-de-groupe', 'cabinet-individuel'])).toBe(
    'cabinet de groupe ou cabinet individuel',
  )
  expect(nameValeurs('profil', ['radiologue', 'radiologue-liste-ans'])).toBe(
    'radiologue, médecin nucléaire ou radiothérapeute',
  )
})

test('a sentence of the book reads whole without a situation', () => {
  const sentences = [
    ...regles.map(({ pourquoi, quand }) => sayInGeneral(pourquoi, quand)),
    ...Object.values(QUESTIONS).map((modele) => sayInGeneral(modele)),
    ...Object.values(ALERTES).map((modele) => sayInGeneral(modele)),
  ]
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[«\p{Lu}]/u)
    expect(sentence).not.toMatch(/[{}]|undefined| {2}/)
  }
  expect(sayInGeneral(QUESTIONS.H02)).toMatch(/^Aucune règle publiée ne couvre ce cas/)
  expect(sayInGeneral(QUESTIONS.H02, { profil: ['specialite-inconnue'] })).toMatch(/radiologue \?$/)
  expect(() => sayInGeneral('{inconnu}')).toThrow('unknown word')
})
