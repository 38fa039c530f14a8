import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readXml, toXmlText, writeXml, type XmlElement } from '../../src/xml.ts'

const element = (nom: string, contenu: XmlElement['contenu'], attributs = {}): XmlElement => ({
  nom,
  attributs,
  contenu,
})

const texts = fc.string({ unit: 'binary', maxLength: 40 })
const hostile = fc.oneof(
  texts,
  fc.constantFrom(
    '<a/>',
    ']]>',
    '<![CDATA[x]]>',
    '<!-- -->',
    '&amp;',
    '&amp;lt;',
    '&#0;',
    '&#x26;#60;',
    '"\'',
    '\r\n\t ',
    '\u0000\u0008\u001F',
    '\uFFFE\uFFFF',
    '\uD800',
    '010990018',
    '1e5',
    'true',
    '__proto__',
    '<!DOCTYPE a>',
    '<?xml version="1.0"?>',
  ),
)

describe('what is written', () => {
  test('is read back as it was, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), hostile, (list, value) => {
        const attributs = { a: value }
        const racine = element(
          'racine',
          list.map((text) => element('e', text)),
          attributs,
        )
        const written = writeXml(racine)
        const read = readXml(written)
        expect(read).toEqual({
          ok: true,
          racine: element(
            'racine',
            list.map((text) => element('e', toXmlText(text))),
            { a: toXmlText(value) },
          ),
        })
      }),
      { numRuns: 2000 },
    )
  }, 30_000)

  test('never holds a character that XML cannot, nor markup that came as text', () => {
    const written = writeXml(element('a', 'x\u0000<b>&\uFFFF\uD800]]>\r'))
    expect(written).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a>x\uFFFD&lt;b&gt;&amp;\uFFFD\uFFFD]]&gt;&#13;</a>\n',
    )
  })
})

describe('what is read', () => {
  test.each([
    ['<a>1</a', 'a tag left open'],
    ['<a><b></a></b>', 'tags that cross'],
    ['<a>1</a><b/>', 'two roots'],
    ['<a b=1/>', 'an attribute without quotes'],
    ['', 'nothing'],
    ['{}', 'JSON'],
    ['<a>&inconnue;</a>', 'an entity that is nowhere'],
    ['<a>&#0;</a>', 'a reference to no character'],
    ['<a><!x></a>', 'markup of a DTD'],
    ['<?xml version="1.0"?><?x y?><a/>', 'a processing instruction'],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'another encoding'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'an entity of its own'],
    ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'a file'],
    ['<!doctype html><a/>', 'any DOCTYPE'],
    ['<a>text<b/></a>', 'text beside elements'],
  ])('%s is refused: %s', (text) => {
    expect(readXml(text)).toMatchObject({ ok: false })
  })

  test('keeps every value a string, leading zeros and all', () => {
    expect(readXml('<a n="007"><finess>010990018</finess><b>true</b><c> 1 </c></a>')).toEqual({
      ok: true,
      racine: element(
        'a',
        [element('finess', '010990018'), element('b', 'true'), element('c', ' 1 ')],
        { n: '007' },
      ),
    })
  })

  test('takes references, CDATA, comments and a declaration', () => {
    const text =
      '\uFEFF<?xml version="1.0"?>\n<!-- x --><a>&#233;&#xE9;<![CDATA[<&>]]><!-- y -->z</a>\n'
    expect(readXml(text)).toEqual({ ok: true, racine: element('a', 'éé<&>z') })
  })

  test('does not grow with what it is fed', () => {
    const bomb = `<a>${'&amp;'.repeat(100_000)}</a>`
    expect(readXml(bomb)).toEqual({ ok: true, racine: element('a', '&'.repeat(100_000)) })
    const deep = `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`
    expect(readXml(deep)).toMatchObject({ ok: false })
  })
})
