import { describe, expect, test } from 'vitest'
import { describeAutre } from '../../src/domain/identifiants/formes-identifiant.ts'
import {
  type IdentifiantSansTypeLu,
  parseIdentifiantSansType,
} from '../../src/domain/identifiants/parse-identifiant-sans-type.ts'
import {
  type IdentifiantLu,
  parseIdentifiant,
  parseNumero,
} from '../../src/domain/identifiants/parse-identifiant.ts'
import { unwrap } from '../../src/domain/identifiants/read-saisie.ts'

const lu = (lecture: IdentifiantLu): string =>
  lecture.ok ? `${lecture.type} ${lecture.valeur}` : lecture.code

const detailOf = (lecture: IdentifiantLu | IdentifiantSansTypeLu): string =>
  lecture.ok ? '' : lecture.detail

describe('a number as people paste it', () => {
  test.each([
    // What a program wrote as a decimal: the whole number, whenever its length fits.
    ['319900100.0', 'CARTE 319900100'],
    ['31990010.00', 'CARTE 31990010'],
    ['10999001000.0', 'RPPS 10999001000'],
    ['3199001000.0', 'CARTE 3199001000'],
    ['3199001000,00', 'CARTE 3199001000'],
    ['10999001000\u00B700', 'RPPS 10999001000'],
    ['3 199 001 000,00', 'CARTE 3199001000'],
    ['3.199.001.000,00', 'CARTE 3199001000'],
    ['31990010.000', 'CARTE 31990010'],
    ['3199001.000', 'longueur'],
    ['319900100.5', 'separateur'],
    ['109990010.18', 'separateur'],
    ['31990010.018', 'separateur'],
    ['10.999001000', 'RPPS 10999001000'],
    ['10999001000,5', 'separateur'],
    ['1.0999001000', 'separateur'],
    ['3,199,001,000', 'separateur'],
    // A dot or a dash between groups stays a separator, and a lone digit behind one stays apart.
    ['10.999.001.000', 'RPPS 10999001000'],
    ['31.99.00.10.00', 'CARTE 3199001000'],
    ['31-99-00-10-00', 'CARTE 3199001000'],
    ['10 999.001.018', 'RPPS 10999001018'],
    ['3 199 001 000', 'CARTE 3199001000'],
    ['1 0 9 9 9 0 0 1 0 0 0', 'RPPS 10999001000'],
    ['319900100 0', 'separateur'],
    ['319900100-0', 'separateur'],
    ['10 999 001 00 0', 'separateur'],
    // What a spreadsheet shows of a long number.
    ['1,0999E+10', 'arrondi'],
    ['1.0999E+10', 'arrondi'],
    ['1,0999 E+10', 'arrondi'],
    ['1.0999e10', 'arrondi'],
    ['1E+10', 'arrondi'],
    ['DUPONT;1,0999E+10', 'arrondi'],
    ['bâtiment 3E4', 'caractere'],
    ['RPPS : 1,0999E+10', 'arrondi'],
    // Around it.
    ["'10999001000", 'RPPS 10999001000'],
    ['\u201910999001000', 'RPPS 10999001000'],
    ['="10999001000"', 'RPPS 10999001000'],
    ['=""10999001000""', 'RPPS 10999001000'],
    ['"=""10999001000"""', 'RPPS 10999001000'],
    ['« 10999001000 »', 'RPPS 10999001000'],
    ['\u00A010\u00A0999\u202F001\u2009000\u00A0', 'RPPS 10999001000'],
    ['10999001000,', 'RPPS 10999001000'],
    ['=10999001000', 'caractere'],
    // A label before it.
    ['RPPS : 10999001000', 'RPPS 10999001000'],
    ['RPPS\u200B:10999001000', 'RPPS 10999001000'],
    ['RPPS du praticien : 10999001000', 'RPPS 10999001000'],
    ['RPPS10999001000', 'RPPS 10999001000'],
    ['N° RPPS 10999001000', 'RPPS 10999001000'],
    ['Nº RPPS : 10 999 001 000', 'RPPS 10999001000'],
    ['№ RPPS 10999001000', 'RPPS 10999001000'],
    ['N\u00B0\u00A0RPPS\u00A0: 10999001000', 'RPPS 10999001000'],
    ['Numéro RPPS = 10999001000', 'RPPS 10999001000'],
    ['N° RPPS/ADELI : 10999001000', 'RPPS 10999001000'],
    ['IDNPS 810999001000', 'RPPS 10999001000'],
    ['n° de carte 3199001000', 'CARTE 3199001000'],
    ['Carte CPS n° 3199001000', 'CARTE 3199001000'],
    ['n° 3199001000', 'CARTE 3199001000'],
    ['RPPS ou carte : 3199001000', 'CARTE 3199001000'],
    ['"RPPS : 10999001000"', 'RPPS 10999001000'],
    ['RPPS : 3199001000', 'longueur'],
    ['n° de carte 319900100112', 'CARTE 319900100112'],
    ['RPPS :', 'vide'],
    ['DUPONT 10999001000', 'caractere'],
    ['ADELI : 999199029', 'etiquette'],
    ['SIRET : 99900000100019', 'etiquette'],
    ['RPPS rang 10999001000000', 'etiquette'],
  ])('%j is read as %s', (saisie, attendu) => {
    expect(lu(parseNumero(saisie))).toBe(attendu)
  })

  test('what is rounded, glued or named otherwise is refused in words', () => {
    expect(detailOf(parseNumero('1,0999E+10'))).toContain('votre tableur a arrondi')
    expect(detailOf(parseNumero('319900100.5'))).toBe(
      '10 chiffres compris (3199…) : ce qui suit le point ou la virgule a l’air de décimales. Écrivez le numéro d’un seul tenant.',
    )
    expect(detailOf(parseNumero('FINESS : 991000456'))).toBe(
      '9 chiffres compris (9910…), annoncés comme FINESS : un RPPS ou un numéro de carte est attendu. L’identifiant d’une structure se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
    )
    expect(detailOf(parseNumero('ADELI 999199029', 'rpps'))).toBe(
      '9 chiffres compris (9991…), annoncés comme numéro ADELI, que l’Annuaire a remplacé par le RPPS : un RPPS est attendu.',
    )
    expect(lu(parseNumero('carte 3199001000', 'rpps'))).toBe('etiquette')
    expect(lu(parseIdentifiant('SIRET', 'RPPS rang : 10999001000000'))).toBe('etiquette')
    expect(lu(parseIdentifiant('FINESS_EG', 'FINESS EJ 991000449'))).toBe('etiquette')
    expect(lu(parseIdentifiant('FINESS_EG', 'N° FINESS : 991000456'))).toBe('FINESS_EG 991000456')
  })

  test('is shown without what spreadsheets put around it', () => {
    expect(['="a"', '"=""a"""', " 'a ", '«\u00A0a\u00A0»', 'a', '', '"'].map(unwrap)).toEqual([
      'a',
      'a',
      'a',
      'a',
      'a',
      '',
      '',
    ])
  })
})

describe('another number in the place of that of a practitioner', () => {
  test.each([
    [
      '99900000100019',
      'longueur',
      'C’est un SIRET, qui se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
    ],
    ['399900000100019', 'longueur', 'C’est un SIRET, qui'],
    ['12345678901234', 'longueur', 'C’est la longueur d’un SIRET ou d’un RPPS rang, qui'],
    ['10999001000000', 'longueur', 'C’est un RPPS rang, qui'],
    ['10999001000010', 'longueur', 'C’est un RPPS rang, qui'],
    ['10999001000018', 'longueur', 'C’est un SIRET, qui'],
    ['10999000218009', 'longueur', 'C’est un SIRET ou un RPPS rang, qui'],
    ['410999001000000', 'longueur', 'C’est un RPPS rang, qui'],
    [
      '2A0999009',
      'caractere',
      'C’est un FINESS, qui se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
    ],
    ['2b0999007', 'caractere', 'C’est un FINESS, qui'],
    ['12A0999009', 'caractere', 'C’est un FINESS, qui'],
    ['2A0999008', 'caractere', 'un RPPS ou une carte n’a que des chiffres.'],
    ['099919902900', 'type', 'tiré d’un numéro ADELI, qui n’a plus cours.'],
  ])('%s is %s, and said to be what it is', (saisie, code, words) => {
    const lecture = parseNumero(saisie)
    expect(lu(lecture)).toBe(code)
    expect(detailOf(lecture)).toContain(words)
  })

  test('an ADELI number said to be a RPPS', () => {
    for (const saisie of ['999199029', '0999199029', 'RPPS : 999199029']) {
      expect(detailOf(parseNumero(saisie, 'rpps'))).toContain(
        'ressemble à un numéro ADELI, que l’Annuaire a remplacé par le RPPS.',
      )
    }
  })

  test.each([
    ['999199028', 'Ce numéro ressemble à un numéro ADELI, que l’Annuaire a remplacé par le RPPS.'],
    ['0999199029', 'Ce numéro ressemble à un numéro ADELI, que l’Annuaire a remplacé par le RPPS.'],
    [
      '991000456',
      'Ce numéro ressemble à un numéro ADELI, que l’Annuaire a remplacé par le RPPS. Si c’est un FINESS ou un SIREN, il se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
    ],
    [
      '1991000456',
      'Si c’est un FINESS, il se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
    ],
    [
      '2999000003',
      'Si c’est un SIREN, il se vérifie à part, comme structure (page d’accueil, ou /v1/structures), ou comme « identifiant envisagé ».',
    ],
    ['3199001999', ''],
    ['31990010', ''],
  ])('%s, a card that nobody knows: %s', (carte, phrase) => {
    expect(describeAutre(carte)).toBe(phrase)
  })
})

describe('an identifier without its type', () => {
  const luSansType = (lecture: IdentifiantSansTypeLu): string =>
    lecture.ok
      ? `${[lecture.type, ...lecture.autresTypes].join('|')} ${lecture.valeur}`
      : lecture.code

  test.each([
    ['2A0999009', 'FINESS_EG|FINESS_EJ 2A0999009'],
    ['12A0999009', 'FINESS_EG|FINESS_EJ 2A0999009'],
    ['991000456', 'FINESS_EG|FINESS_EJ|SIREN 991000456'],
    ['1991000456', 'FINESS_EG|FINESS_EJ 991000456'],
    ['2999000003', 'SIREN 999000003'],
    ['99900000100019', 'SIRET 99900000100019'],
    ['999 000 001 00019', 'SIRET 99900000100019'],
    ['99900000100019.0', 'SIRET 99900000100019'],
    ['399900000100019', 'SIRET 99900000100019'],
    ['10999001000000', 'RPPS_RANG 10999001000000'],
    ['10999001000010', 'RPPS_RANG 10999001000010'],
    ['10999001000018', 'SIRET 10999001000018'],
    ['410999001000000', 'RPPS_RANG 10999001000000'],
    ['10999001000', 'RPPS 10999001000'],
    ['810999001000', 'RPPS 10999001000'],
    ['3199001000', 'CARTE 3199001000'],
    ['31990010', 'CARTE 31990010'],
    ['="991000456"', 'FINESS_EG|FINESS_EJ|SIREN 991000456'],
    ['FINESS : 991000456', 'FINESS_EG|FINESS_EJ 991000456'],
    ['FINESS EJ : 991000449', 'FINESS_EJ 991000449'],
    ['FINESS juridique n° 991000449', 'FINESS_EJ 991000449'],
    ['N° FINESS ET 991000456', 'FINESS_EG 991000456'],
    ['SIREN : 999 000 003', 'SIREN 999000003'],
    ['SIRET : 99900000100019', 'SIRET 99900000100019'],
    ['RPPS rang : 10999000218009', 'RPPS_RANG 10999000218009'],
    ['n° de carte 1991000456', 'CARTE 1991000456'],
    ['', 'vide'],
    ['123', 'longueur'],
    ['1234567890123', 'longueur'],
    ['199900000100019', 'longueur'],
    ['099919902900', 'longueur'],
    ['991000457', 'cle'],
    ['2A0999008', 'cle'],
    ['12A0999008', 'cle'],
    ['10999001001', 'cle'],
    ['12345678901234', 'cle'],
    ['399900000100018', 'cle'],
    ['10999000218009', 'type'],
    ['1991000457', 'type'],
    ['0999199029', 'type'],
    ['319900100112', 'type'],
    ['ADELI 999199029', 'etiquette'],
    ['DUPONT', 'caractere'],
    ['7,1002E+8', 'arrondi'],
  ])('%j is read as %s', (saisie, attendu) => {
    expect(luSansType(parseIdentifiantSansType(saisie))).toBe(attendu)
  })

  test.each([
    ['10999000218009', 'un SIRET ou un RPPS rang ; précisez son type.'],
    [
      '1991000457',
      'un FINESS précédé de 1, dont la clé est fausse, ou un numéro de carte ; précisez',
    ],
    [
      '0999199029',
      'un numéro ADELI précédé de 0, que l’Annuaire a remplacé par le RPPS, ou un numéro',
    ],
    ['099919902900', 'tiré d’un numéro ADELI, qui n’a plus cours.'],
    ['991000457', 'lus comme un FINESS ou un SIREN'],
    ['991000457', 'n° Assurance Maladie'],
  ])('%s is refused, and its readings are named: %s', (saisie, words) => {
    expect(detailOf(parseIdentifiantSansType(saisie))).toContain(words)
  })

  test('a type taken for want of knowing is doubted', () => {
    const doubtOf = (saisie: string) => {
      const lecture = parseIdentifiantSansType(saisie)
      return lecture.ok ? lecture.avertissement : ''
    }
    expect(doubtOf('991000456')).toBe('Lu comme un FINESS : si c’est un SIREN, précisez son type.')
    expect(doubtOf('2999000003')).toBe(
      'Lu comme un SIREN précédé de 2 : si c’est une carte, précisez son type.',
    )
    expect(doubtOf('10999001000003')).toBe('Ce RPPS rang n’a pas la clé attendue : à relire.')
    expect(doubtOf('2A0999009')).toBeNull()
    expect(doubtOf('FINESS 991000456')).toBeNull()
  })
})
