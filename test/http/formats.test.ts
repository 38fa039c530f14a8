import fc from 'fast-check'
import Papa from 'papaparse'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createFictif, isFictif, numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { createJuge, createVerifier, type Jugee } from '../../src/application/verifier.ts'
import { Verification } from '../../src/domain/verification.ts'
import { BOM, toCellule, toCsv } from '../../src/http/formats/cellules.ts'
import { csv } from '../../src/http/formats/csv.ts'
import type { Format } from '../../src/http/formats/format.ts'
import { FORMATS } from '../../src/http/formats/index.ts'
import { json } from '../../src/http/formats/json.ts'
import { xml } from '../../src/http/formats/xml.ts'
import { readXml, toXmlText, type XmlElement } from '../../src/xml.ts'
import { verifyOne } from '../support/construire.ts'
import { CARTE, createService, INSTANT, RPPS } from '../support/service.ts'

const clock = { now: () => INSTANT }
const verifier = createVerifier({
  annuaire: createFictif(clock),
  juge: createJuge({ clock, isFictif }),
})

const at = { carte: CARTE, nom: 'Granite', prenom: 'Basile' }
const envisage = { type: 'SIRET', valeur: '99910028200014' } as const

/** Every answer of the fictitious directory, bare and with every option. */
const answers: Jugee[] = []
beforeAll(async () => {
  const asked = numerosFictifs.filter(({ probleme }) => probleme === null)
  const verdicts = await Promise.all(
    asked.flatMap(({ numero }) => [
      verifier({ numero }),
      verifier({
        numero,
        usages: ['dmp', 'insi-auto', 'insi-manu', 'mssante-bal', 'psc'],
        contexte: { solutions: 3 },
        identifiantEnvisage: envisage,
        administrateurTechnique: at,
      }),
    ]),
  )
  for (const verdict of verdicts) if (verdict.ok) answers.push(verdict)
  expect(answers).toHaveLength(2 * asked.length)
})

const demande = { numero: RPPS }

const render = (format: Format, verification: Verification) =>
  format.render({ verification, jugement: {} }, demande) as string

/** The same verification with that text wherever a person or a structure is named. */
const rename = (verification: Verification, text: string): Verification => ({
  ...verification,
  resume: text,
  professionnel: { ...verification.professionnel, nom: text, prenom: text },
  situations: verification.situations.map((situation) => ({
    ...situation,
    structure: situation.structure && { ...situation.structure, raisonSociale: text },
  })),
  commandes: verification.commandes.map((commande) => ({
    ...commande,
    commanditaire: { ...commande.commanditaire, nom: text },
  })),
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.stringMatching(/^[\s"';,\t\r\n=+\-@＝＋－＠a]{0,12}$/),
  fc.constantFrom('', ' ', '</nom>', '<![CDATA[', ']]>', '&lt;', '"', '\r\n', "=cmd|'/C calc'!A0"),
)

describe('JSON', () => {
  test('is the answer as the engine writes it whole, part by part or not', () => {
    for (const { verification } of answers) {
      const { sources, reglement, ...rest } = verification
      const text = json.render({ verification, jugement: null })
      expect(text).toBe(JSON.stringify({ ...rest, sources, reglement }))
    }
  })

  test('does not remember what may still change', () => {
    const { verification } = answers.find((one) => one.verification.commandes.length > 0) as Jugee
    const copy = JSON.parse(JSON.stringify(verification)) as Verification
    const [etape] = copy.commandes[0]?.etapes ?? []
    const write = (): string => json.render({ verification: { ...copy }, jugement: null }) as string
    write()
    if (etape === undefined) throw new Error('an order without a step')
    etape.texte = 'Autre chose.'
    expect(write()).toContain('Autre chose.')
  })
})

describe('XML', () => {
  const childrenOf = ({ contenu }: XmlElement): readonly XmlElement[] =>
    typeof contenu === 'string' ? [] : contenu

  /** What the element stands for, read with the schema of the JSON and nothing else. */
  const toJson = (element: XmlElement, schema: z.core.$ZodType): unknown => {
    if (schema instanceof z.ZodNullable) {
      return element.attributs?.['xsi:nil'] === 'true' ? null : toJson(element, schema.unwrap())
    }
    if (schema instanceof z.ZodArray) {
      return childrenOf(element).map((item) => toJson(item, schema.element))
    }
    if (schema instanceof z.ZodObject) {
      const shape = schema.shape as Record<string, z.core.$ZodType>
      return Object.fromEntries(
        childrenOf(element).map((child) => {
          const field = shape[child.nom]
          if (field === undefined) throw new Error(`no field ${child.nom}`)
          return [child.nom, toJson(child, field)]
        }),
      )
    }
    expect(typeof element.contenu).toBe('string')
    const text = element.contenu as string
    switch (element.attributs?.['xsi:type']) {
      case 'xs:boolean':
        return text === 'true'
      case 'xs:integer':
        return Number(text)
      default:
        return text
    }
  }

  const readBack = (text: string): unknown => {
    const read = readXml(text)
    if (!read.ok) throw new Error(read.detail)
    expect(read.racine.nom).toBe('verification')
    return toJson(read.racine, Verification)
  }

  test('read back is the JSON, for every fictitious number and every option', () => {
    for (const { verification } of answers) {
      const back = readBack(render(xml, verification))
      expect(JSON.stringify(back)).toBe(JSON.stringify(verification))
      expect(Verification.safeParse(back).success).toBe(true)
    }
  }, 30_000)

  test('read back is the JSON whatever people and structures are called', () => {
    fc.assert(
      fc.property(fc.nat(answers.length - 1), hostile, (index, text) => {
        const { verification } = answers[index] as Jugee
        const back = readBack(render(xml, rename(verification, text)))
        const expected = rename(verification, toXmlText(text))
        expect(JSON.stringify(back)).toBe(JSON.stringify(expected))
      }),
      { numRuns: 300 },
    )
  }, 30_000)

  test('names lists, null and what is no text as documented', async () => {
    const verdict = await verifier({ numero: RPPS, usages: ['dmp'] })
    const text = verdict.ok ? render(xml, verdict.verification) : ''
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<verification xmlns:xs=/)
    expect(text).toContain('<usages><usage>dmp</usage></usages>')
    expect(text).toContain('<savoirFaire><savoirFaire><code>SM44</code>')
    expect(text).toContain('<controle xsi:nil="true"/>')
    expect(text).toContain('<fictif xsi:type="xs:boolean">true</fictif>')
    expect(text).toContain('<quantite xsi:type="xs:integer">1</quantite>')
    expect(text).toContain('<ecartees/>')
  })
})

describe('CSV', () => {
  const read = (text: string): string[][] => {
    expect(text.startsWith(BOM)).toBe(true)
    const { data, errors } = Papa.parse<string[]>(text.slice(1), { delimiter: ',' })
    expect(errors).toEqual([])
    expect(data.pop()).toEqual([''])
    return data
  }

  test('has the columns of the contract, and one line for each situation or for none', () => {
    for (const { verification } of answers) {
      const [header, ...rows] = read(render(csv, verification))
      expect(header?.join()).toBe(
        'numero,rpps,nom,prenom,issue,situation,structure,classe,commanditaire,typeIdentifiant,identifiant,structIdNat,regles,resume',
      )
      expect(rows).toHaveLength(Math.max(1, verification.situations.length))
      for (const [index, row] of rows.entries()) {
        const situation = verification.situations[index]
        const commande = verification.commandes.find(({ id }) => id === situation?.commande)
        expect(row).toEqual([
          verification.demande.numero,
          verification.professionnel.rpps,
          verification.professionnel.nom ?? '',
          verification.professionnel.prenom ?? '',
          verification.issue,
          situation?.id ?? '',
          situation?.structure?.raisonSociale ?? situation?.structure?.enseigne ?? '',
          situation?.classe ?? '',
          commande?.commanditaire.nom ?? '',
          commande?.identifiant.type ?? '',
          commande?.identifiant.valeur ?? '',
          commande?.identifiant.structIdNat ?? '',
          (situation?.regles ?? []).join(' '),
          verification.resume,
        ])
      }
    }
  })

  test('gives a FINESS that begins with a zero in a form that no spreadsheet shortens', () => {
    const verification = verifyOne({ secteur: 'SA01', F: '010990117', J: '010990018' })
    const [header = [], row = []] = read(render(csv, verification))
    const cell = (name: string) => row[header.indexOf(name)]
    expect(cell('identifiant')).toBe('010990117')
    expect(cell('structIdNat')).toBe('1010990117')
    expect(Number(cell('structIdNat'))).toBe(1010990117)
  })

  test('ends its lines as RFC 4180 wants, and quotes what needs it', async () => {
    const verdict = await verifier({ numero: RPPS })
    const text = verdict.ok ? render(csv, rename(verdict.verification, 'a "b", c')) : ''
    expect(text.split('\r\n')).toHaveLength(3)
    expect(text).toContain(',"a ""b"", c",')
  })

  test.each([
    ['=1+1', "'=1+1"],
    ['+33 1', "'+33 1"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t'=1"],
    ['\r=1', "'\n'=1"],
    ['\nx', "'\nx"],
    ['  =1', "  '=1"],
    ['\u00A0=1', "\u00A0'=1"],
    ['\u200B\uFEFF=1', "'=1"],
    ['\u0000=1', " '=1"],
    ['"=1"', '"\'=1"'],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠A1', "'＠A1"],
    ['﹦1', "'﹦1"],
    ['−1', "'−1"],
    ['x;=1', "x;'=1"],
    ['x,"=1', 'x,"\'=1'],
    ['x\n=1', "x\n'=1"],
    ['x;;\t =1', "x;;\t '=1"],
  ])('%j cannot start a formula', (text, safe) => {
    expect(toCellule(text)).toBe(safe)
  })

  test.each(['Jean-Pierre', 'CH A = B', 'a+b', 'x@y.fr', 'l’@', '10999001000', '', 'é ; à, b'])(
    '%j stays as it is',
    (text) => {
      expect(toCellule(text)).toBe(text)
    },
  )

  test('starts no formula in a spreadsheet, whichever separator and quotes it goes by', () => {
    const separators = [',', ';', '\t'] as const
    fc.assert(
      fc.property(
        fc.array(fc.array(hostile, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...separators),
        (rows, separator) => {
          const text = toCsv(rows, separator)
          for (const delimiter of separators) {
            for (const quoteChar of ['"', '\u0001']) {
              const { data } = Papa.parse<string[]>(text, { delimiter, quoteChar, newline: '\r\n' })
              for (const cell of data.flat()) {
                expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u)
              }
            }
          }
        },
      ),
      { numRuns: 1000 },
    )
  }, 30_000)

  test('is as fast on a cell made to slow it down', () => {
    const cell = '\t'.repeat(500_000)
    expect(toCellule(`${cell}=`)).toBe(`'${cell}'=`)
  })
})

describe('over HTTP', () => {
  const { get, post, app } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })
  const path = `/v1/verifications/${RPPS}`

  test.each(FORMATS)('$mediaType is given to who accepts it', async ({ mediaType, type }) => {
    const response = await get(path, { accept: mediaType })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('vary')).toBe('Accept')
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    const posted = await post({ numero: RPPS, type: 'rpps' }, { accept: mediaType })
    expect(posted.headers.get('content-type')).toBe(type)
    expect(posted.headers.get('cache-control')).toBe('no-store')
    expect((await posted.text()) === (await response.text())).toBe(true)
  })

  test.each(FORMATS)('$mediaType has an ETag of its own, and 304', async ({ mediaType }) => {
    const etag = (await get(path, { accept: mediaType })).headers.get('etag') ?? ''
    const again = await get(path, { accept: mediaType, 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
    const others = FORMATS.filter((format) => format.mediaType !== mediaType)
    for (const other of others) {
      // oxlint-disable-next-line no-await-in-loop -- a few requests in order
      const response = await get(path, { accept: other.mediaType, 'if-none-match': etag })
      expect(response.status).toBe(200)
    }
  })

  test('the ETag of a page is that of its text, which changes with more than the data', async () => {
    const at = (seconds: number) => {
      const annuaire = createFictif({ now: () => new Date(INSTANT.getTime() + seconds * 1000) })
      return createService({ annuaire })
    }
    const etags = async (mediaType: string) =>
      Promise.all(
        [0, 0, 3600].map(async (seconds) =>
          (await at(seconds).get(path, { accept: mediaType })).headers.get('etag'),
        ),
      )
    const [page, same, later] = await etags('text/html')
    expect(page).toBe(same)
    expect(page).not.toBe(later)
    const [json, , jsonLater] = await etags('application/json')
    expect(json).toBe(jsonLater)
  })

  test('JSON is the default, and the q of the caller decides', async () => {
    const typeOf = async (accept: string) =>
      (await get(path, { accept })).headers.get('content-type')?.split(';')[0]
    expect(await typeOf('*/*')).toBe('application/json')
    expect(await typeOf('application/*;q=0.5, text/csv')).toBe('text/csv')
    expect(await typeOf('application/json;q=0.1, application/xml')).toBe('application/xml')
    expect((await get(path, { accept: 'application/yaml' })).status).toBe(406)
  })

  test.each(['application/xml', 'text/csv'])('a problem stays one for %s', async (accept) => {
    const response = await get('/v1/verifications/10999001992', { accept })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  test('HEAD says the same without a body', async () => {
    const response = await app.request(path, { method: 'HEAD', headers: { accept: 'text/csv' } })
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(await response.text()).toBe('')
  })
})
