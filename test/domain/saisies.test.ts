import { expect, test } from 'vitest'
import { IDENTIFIANT_TYPES } from '../../src/domain/identifiants/identifiants.ts'
import { parseIdentifiantSansType } from '../../src/domain/identifiants/parse-identifiant-sans-type.ts'
import { parseIdentifiantStructure } from '../../src/domain/identifiants/parse-identifiant-structure.ts'
import { parseIdentifiant, parseNumero } from '../../src/domain/identifiants/parse-identifiant.ts'
import { parseSaisieLibre } from '../../src/domain/identifiants/parse-saisie-libre.ts'
import { readSaisie } from '../../src/domain/identifiants/read-saisie.ts'
import { rangOf, RPPS } from '../support/construire.ts'

/**
 * What each kind of number is read as in each field, and what its refusal says, as it was read over.
 * `npx vitest run --project node test/domain/saisies.test.ts -u` writes saisies.txt again.
 */

const SAISIES = [
  RPPS,
  `8${RPPS}`,
  '10999000011',
  '810999000011',
  '3199000011',
  '31990000',
  '319900001122',
  rangOf(RPPS),
  `4${rangOf(RPPS)}`,
  `${RPPS}018`,
  '99900000100019',
  '399900000100019',
  '99900000100018',
  '35600000000002',
  '999000003',
  '2999000003',
  '999000004',
  '990000010',
  '1990000010',
  '990000011',
  '2A0990016',
  '12A0990016',
  '2A0990017',
  '99000001',
  '999',
  '1099900001000019',
  'FINESS 990000010',
  'FINESS juridique : 990000028',
  'SIREN 999000003',
  'SIRET : 99900000100019',
  'RPPS rang 10999000010000',
  'RPPS 10999000010',
  'ADELI 999100200',
  'carte 3199000011',
  'RPPS SIRET 10999000010',
  '10999/000010',
  '1,0999E+10',
  '319900100.5',
  'Cabinet Granite',
  'rue 3',
  '',
]

type Lu = { ok: true; valeur: string } | { ok: false; code: string; detail: string }

const tell = (lu: Lu): string => {
  if (!lu.ok) return `${lu.code}. ${lu.detail}`
  const { ok: _, ...rest } = lu
  return Object.values(rest)
    .filter((value) => value !== null)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : value))
    .join(' ')
}

test('each number in each field is what was read over', async () => {
  const text = SAISIES.map((saisie) => {
    const lines: [string, string][] = [
      ['numéro', tell(parseNumero(saisie))],
      ['rpps', tell(parseNumero(saisie, 'rpps'))],
      ['carte', tell(parseNumero(saisie, 'carte'))],
      ['sans type', tell(parseIdentifiantSansType(saisie))],
      ['structure', tell(parseIdentifiantStructure(saisie))],
      ...IDENTIFIANT_TYPES.flatMap((type): [string, string][] => [
        [type, tell(parseIdentifiant(type, saisie))],
        [`structure ${type}`, tell(parseIdentifiantStructure(saisie, type))],
      ]),
      ['libre', JSON.stringify(parseSaisieLibre(saisie))],
    ]
    // What several fields say alike stands once.
    const byText = Map.groupBy(lines, ([, said]) => said)
    return [
      `# ${saisie}`,
      ...[...byText].map(([said, of]) => `${of.map(([field]) => field).join(', ')} → ${said}`),
    ].join('\n')
  })
  await expect(`${text.join('\n\n')}\n`).toMatchFileSnapshot('saisies.txt')
})

/** The characters that are read as one does, as ranges. */
const rangesOf = (like: (character: string) => boolean): string => {
  const found: [number, number][] = []
  for (let unit = 0; unit <= 0xffff; unit++) {
    if (!like(String.fromCharCode(unit))) continue
    const last = found.at(-1)
    if (last !== undefined && last[1] === unit - 1) last[1] = unit
    else found.push([unit, unit])
  }
  return found
    .map((range) => [...new Set(range)].map((unit) => unit.toString(16)).join('-'))
    .join(' ')
}

test('the characters that stand in a number, or around one, are those that were read over', () => {
  const compris = (saisie: string): string => {
    const lue = readSaisie(saisie, false)
    return lue.ok ? lue.compris : lue.code
  }
  const lettre = /[\p{L}\p{M}]/u
  expect({
    chiffres: rangesOf((c) => compris(`10999${c}000010`).length === 12),
    // One digit behind one tells a separator from what is not there at all.
    invisibles: rangesOf((c) => compris(`1099900001${c}0`) === RPPS),
    separateurs: rangesOf(
      (c) => compris(`10999000${c}010`) === RPPS && compris(`1099900001${c}0`) === 'separateur',
    ),
    virgules: rangesOf((c) => compris(`10999000${c}010`) === 'separateur'),
    zeros: rangesOf((c) => compris(`${RPPS}${c}0`) === RPPS),
    autour: rangesOf((c) => !lettre.test(c) && compris(`${c}${RPPS}${c}`) === RPPS),
    derriere: rangesOf((c) => compris(`${RPPS}${c}`) === RPPS),
    corse: rangesOf((c) => {
      const lue = readSaisie(`2${c}0990016`, true)
      return lue.ok && /[A-Z]/.test(lue.compris)
    }),
  }).toMatchInlineSnapshot(`
    {
      "autour": "9-d 20 22 27 2c-2e 85 a0 ab ad b7 bb 61c 66b 1680 180e 2000-2015 2018-2019 201c-201e 2024 2027-202f 205f-206f 2212 3000 fe50 fe52 fe58 fe63 feff ff02 ff0c-ff0e",
      "chiffres": "30-39",
      "corse": "41-42 61-62",
      "derriere": "9-d 20 22 27 2c-2e 85 a0 ab ad b7 bb 61c 66b 1680 180e 2000-2015 2018-2019 201c-201e 2024 2027-202f 205f-206f 2212 3000 fe50 fe52 fe58 fe63 feff ff02 ff0c-ff0e",
      "invisibles": "ad 61c 180e 200b-200f 202a-202e 2060-206f feff",
      "separateurs": "9-d 20 2d 85 a0 1680 2000-200a 2010-2015 2028-2029 202f 205f 2212 3000 fe58 fe63 ff0d",
      "virgules": "2c 2e b7 66b 2024 2027 fe50 fe52 ff0c ff0e",
      "zeros": "2c 2e b7 66b 2024 2027 fe50 fe52 ff0c ff0e",
    }
  `)
})
