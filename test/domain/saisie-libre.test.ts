import { describe, expect, test } from 'vitest'
import { parseSaisieLibre } from '../../src/domain/identifiants/parse-saisie-libre.ts'

describe('what is typed in the one field is told apart', () => {
  test.each([
    ['10999001000', 'praticien'],
    ['8 10 999 001 000', 'praticien'],
    ['RPPS : 10999001000', 'praticien'],
    ['10999001001', 'praticien'],
    ['3199001000', 'praticien'],
    ['CPS 3199001000', 'praticien'],
    ['', 'praticien'],
    ['RPPS :', 'praticien'],
    ['12', 'praticien'],
    ['10999O01000', 'praticien'],
    ['1,0999E+10', 'praticien'],
    // Its key is wrong, so that it is no FINESS.
    ['999199028', 'praticien'],
    // Its SIREN would lead nowhere.
    ['2999000003', 'praticien'],
    ['FINESS 991000043', 'structure'],
    ['SIREN 999000003', 'structure'],
    ['99900000100019', 'structure'],
    ['399900000100019', 'structure'],
    ['10999001000000', 'structure'],
    ['410999001000000', 'structure'],
    ['12345678901234', 'structure'],
    ['2A0999009', 'structure'],
    ['2A0999008', 'structure'],
    ['granite', 'nom'],
    ['Basile Granité', 'nom'],
    ['CH 3 Rivières', 'nom'],
    ['جرانيت', 'nom'],
    ['x'.repeat(300), 'nom'],
    ["' OR 1=1 --", 'praticien'],
    ['*', 'praticien'],
  ])('%s: %s', (saisie, sorte) => {
    expect(parseSaisieLibre(saisie)).toEqual({ sorte })
  })

  test.each([
    [
      '991000043',
      [
        { type: 'FINESS_EG', valeur: '991000043' },
        { type: 'SIREN', valeur: '991000043' },
        { type: 'CARTE', valeur: '991000043' },
      ],
    ],
    [
      '1991000456',
      [
        { type: 'FINESS_EG', valeur: '991000456' },
        { type: 'CARTE', valeur: '1991000456' },
      ],
    ],
    [
      '10999000218009',
      [
        { type: 'SIRET', valeur: '10999000218009' },
        { type: 'RPPS_RANG', valeur: '10999000218009' },
      ],
    ],
  ])('%s can be several things: all are said, none is chosen', (saisie, lectures) => {
    expect(parseSaisieLibre(saisie)).toEqual({ sorte: 'choix', lectures })
  })
})
