import { expect, test } from 'vitest'
import { parseDemande, parseDemandeLot } from '../../src/application/parse-demande.ts'
import { RPPS } from '../support/construire.ts'

const LONG = '1'.repeat(201)

test.each<[what: string, more: object, code: string, detail: string]>([
  [
    'an object',
    { contexte: 'x' },
    'type',
    '« contexte » : un objet est attendu (reçu : un texte).',
  ],
  [
    'one of two words',
    { contexte: { ris: 'x' } },
    'valeur',
    '« contexte.ris » : « unique » ou « par-site » est attendu (reçu : « x »).',
  ],
  [
    'one of many words',
    { usages: ['x'] },
    'valeur',
    '« usages.0 » : l’un de dmp, insi-auto, insi-manu, mssante-bal, mssante-operateur, psc, ror est attendu (reçu : « x »).',
  ],
  [
    'a list of so many',
    { usages: Array.from({ length: 101 }, () => 'dmp') },
    'longueur',
    '« usages » : 100 usages au plus.',
  ],
  [
    'a number where another is wanted',
    { contexte: { solutions: 1.5 } },
    'type',
    '« contexte.solutions » : un nombre entier de 1 à 100 est attendu (reçu : « 1.5 »).',
  ],
  [
    'a number where a text is wanted',
    { numero: 10_999_000_010 },
    'type',
    '« numero » : un numéro RPPS ou de carte est attendu, entre guillemets (reçu : un nombre).',
  ],
  [
    'yes or no',
    { contexte: { groupement: 'oui' } },
    'type',
    '« contexte.groupement » : true ou false est attendu (reçu : un texte).',
  ],
  [
    'a day',
    { date: '2026-02-30' },
    'valeur',
    '« 2026-02-30 » n’est pas un jour du calendrier (AAAA-MM-JJ attendu).',
  ],
  [
    'a number that is never repeated',
    { numero: LONG },
    'longueur',
    '« numero » est trop long : ce n’est pas un seul numéro.',
  ],
])('says what is wanted and what came: %s', (_, more, code, detail) => {
  const parsed = parseDemande({ numero: RPPS, ...more })
  expect(parsed).toMatchObject({ ok: false, probleme: { errors: [{ code, detail }] } })
})

test('says how many more are wrong', () => {
  const wrong = { ris: 'x', statut: 'x', exercice: 'x', logiciel: 'x', groupement: 'x' }
  const detail = (count: number) => {
    const contexte = Object.fromEntries(Object.entries(wrong).slice(0, count))
    const parsed = parseDemande({ numero: RPPS, contexte })
    return parsed.ok ? '' : parsed.probleme.detail
  }
  expect(detail(3)).not.toContain('à corriger')
  expect(detail(4)).toMatch(/ Et 1 autre à corriger\.$/)
  expect(detail(5)).toMatch(/ Et 2 autres à corriger\.$/)
})

test('of a lot what is wrong is said of the options, never of a number', () => {
  expect(parseDemandeLot({ numeros: [LONG, 3, null], usages: ['dmp'] })).toEqual({
    ok: true,
    options: { usages: ['dmp'] },
    numeros: [LONG, 3, null],
  })
  expect(parseDemandeLot({ numeros: [], date: 3 })).toMatchObject({
    probleme: { errors: [{ pointer: '/date', code: 'type' }] },
  })
  expect(parseDemandeLot({})).toMatchObject({
    probleme: { errors: [{ pointer: '/numeros', code: 'manquant' }] },
  })
  expect(parseDemandeLot(null)).toMatchObject({ probleme: { errors: [{ pointer: '' }] } })
})
