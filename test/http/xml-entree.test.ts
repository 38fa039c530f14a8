import { describe, expect, test } from 'vitest'
import { toXml } from '../../src/http/formats/xml.ts'
import { createService } from '../support/service.ts'

const { app } = createService({ env: { LIMITE_PAR_MINUTE: '100000' } })

const post = (body: string, type = 'application/xml'): Response | Promise<Response> =>
  app.request('/v1/verifications', { method: 'POST', headers: { 'content-type': type }, body })

const read = async (body: string) => (await (await post(body)).json()) as Record<string, unknown>

const DEMANDES = [
  { numero: '10 999 001 000' },
  { numero: '3199001000', type: 'carte', date: '2026-11-23' },
  { numero: '10999001000', usages: ['dmp', 'insi-auto'], situation: '1019910001' },
  { numero: '10999001000', usages: [], contexte: {} },
  {
    numero: '10999001190',
    date: '2026-11-23',
    usages: ['dmp'],
    contexte: { ris: 'par-site', solutions: 1, instances: 2, groupement: false },
  },
  {
    numero: '10999001000',
    identifiantEnvisage: { type: 'RPPS_RANG', valeur: '10999001000000' },
    administrateurTechnique: { carte: '3199001000', nom: 'GRANITE & <FILS>', prenom: 'Basile' },
  },
]

describe('a request in XML', () => {
  test.each(DEMANDES)('is answered as the same one in JSON: %j', async (demande) => {
    const json = await post(JSON.stringify(demande), 'application/json')
    const xml = await post(toXml('demande', demande), 'application/xml; charset=UTF-8')
    expect(json.status).toBe(200)
    expect(xml.status).toBe(200)
    expect(await xml.json()).toEqual(await json.json())
  })

  test('needs neither declaration nor types: the fields have theirs', async () => {
    const body = `<demande>
      <!-- une invention -->
      <numero><![CDATA[10999001190]]></numero>
      <date>2026-11-23</date>
      <usages><usage>dmp</usage></usages>
      <contexte>
        <solutions> 1 </solutions>
        <groupement>false</groupement>
        <ris>par&#45;site</ris>
      </contexte>
    </demande>`
    const demande = {
      numero: '10999001190',
      date: '2026-11-23',
      usages: ['dmp'],
      contexte: { solutions: 1, groupement: false, ris: 'par-site' },
    }
    const json = await post(JSON.stringify(demande), 'application/json')
    expect(await read(body)).toEqual(await json.json())
  })

  test.each<[inside: string, pointer: string, code: string]>([
    ['<numero>10999001000</numero><inconnu>1</inconnu>', '/inconnu', 'champ_inconnu'],
    [
      '<numero>10999001000</numero><contexte><risque>1</risque></contexte>',
      '/contexte/risque',
      'champ_inconnu',
    ],
    ['<date>2026-11-23</date>', '/numero', 'manquant'],
    ['', '/numero', 'manquant'],
    ['<numero xsi:type="xs:integer">10999001000</numero>', '/numero', 'type'],
    ['<numero xsi:nil="true"/>', '/numero', 'type'],
    ['<numero><a/></numero>', '/numero', 'type'],
    ['<numero>10999001000</numero><date>2026-02-30</date>', '/date', 'valeur'],
    ['<numero>10999001000</numero><usages>dmp</usages>', '/usages', 'type'],
    ['<numero>10999001000</numero><usages><usage>dpm</usage></usages>', '/usages/0', 'valeur'],
    ['<numero>10999001000</numero><usages><u>dmp</u></usages>', '/usages/u', 'champ_inconnu'],
    [
      '<numero>10999001000</numero><contexte><solutions>deux</solutions></contexte>',
      '/contexte/solutions',
      'type',
    ],
    [
      '<numero>10999001000</numero><contexte><solutions xsi:type="xs:string">2</solutions></contexte>',
      '/contexte/solutions',
      'type',
    ],
    [
      '<numero>10999001000</numero><contexte><groupement>1</groupement></contexte>',
      '/contexte/groupement',
      'type',
    ],
    ['<numero>10999001000</numero><contexte>x</contexte>', '/contexte', 'type'],
    ['<numero>10999001000</numero><numero>10999001000</numero>', '/numero', 'repete'],
    ['<numero type="rpps">10999001000</numero>', '/numero', 'attribut'],
    ['<numero xmlns="urn:x">10999001000</numero>', '/numero', 'attribut'],
    ['<numero xsi:type="xs:constructor">10999001000</numero>', '/numero', 'attribut'],
    ['<n:numero>10999001000</n:numero>', '/n:numero', 'champ_inconnu'],
  ])('%s is refused at %s: %s', async (inside, pointer, code) => {
    const response = await post(`<demande>${inside}</demande>`)
    const body = (await response.json()) as { errors?: { pointer: string; code: string }[] }
    expect(response.status).toBe(400)
    expect(body).toMatchObject({ code: 'requete_invalide' })
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }))
  })

  test.each<[body: string, detail: RegExp]>([
    ['', /est vide/],
    ['{"numero":"10999001000"}', /bien formé/],
    ['<demande><numero>10999001000</demande>', /bien formé/],
    ['<demande><numero>&eacute;</numero></demande>', /bien formé/],
    ['<demande><numero>1\u0000</numero></demande>', /bien formé/],
    ['<demande/><demande/>', /bien formé/],
    ['<demande><__proto__>1</__proto__></demande>', /bien formé/],
    ['<!DOCTYPE demande [<!ENTITY x "10999001000">]><demande/>', /DOCTYPE/],
    ['<!DOCTYPE demande SYSTEM "file:///etc/passwd"><demande/>', /DOCTYPE/],
    ['<?xml version="1.0"?><?xml-stylesheet href="x"?><demande/>', /instruction/],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><demande/>', /UTF-8/],
    ['<demande>10999001000<date/></demande>', /mêle/],
    [`<demande>${'<a>'.repeat(20)}${'</a>'.repeat(20)}</demande>`, /imbriqué/],
    [`<demande>${'<a/>'.repeat(2000)}</demande>`, /trop d’éléments/],
    ['<verification><numero>10999001000</numero></verification>', /« demande » est attendu/],
  ])('%j is refused, and says why', async (body, detail) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      code: 'requete_invalide',
      detail: expect.stringMatching(detail),
    })
  })

  test('of a number with a wrong key is refused as in JSON', async () => {
    const body = await read('<demande><numero>10999001001</numero></demande>')
    const json = await post('{"numero":"10999001001"}', 'application/json')
    expect({ ...body, instance: '' }).toEqual({ ...((await json.json()) as object), instance: '' })
  })

  test('over 64 KiB, or of another type, is refused', async () => {
    const big = `<demande><numero>${' '.repeat(70_000)}</numero></demande>`
    expect((await post(big)).status).toBe(413)
    const other = await post('<demande/>', 'text/xml')
    expect(other.status).toBe(415)
    expect(await other.json()).toMatchObject({
      detail: expect.stringContaining('« application/json », « application/xml »'),
    })
  })
})
