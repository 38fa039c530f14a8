import { describe, expect, test } from 'vitest'
import { structuresFictives } from '../../mocks/fixtures/index.ts'
import { VerificationStructure } from '../../src/domain/verification.ts'
import { createFailing, createService } from '../support/service.ts'

const JOUR = '2026-11-23'
const CABINET = { type: 'RPPS_RANG', valeur: '10999001000000' }
const HOPITAL = '991000043'

const service = createService()

const post = async (corps: unknown, headers: Record<string, string> = {}) =>
  service.app.request('/v1/structures', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(corps),
  })

const read = async (response: Response): Promise<VerificationStructure> => {
  expect(response.status).toBe(200)
  return VerificationStructure.parse(await response.json())
}

const ask = async (corps: unknown): Promise<VerificationStructure> => read(await post(corps))

const refuse = async (response: Response) => {
  const { status, code, detail, errors } = (await response.json()) as {
    status: number
    code: string
    detail: string
    errors?: { pointer: string; code: string }[]
  }
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return { status, code, detail, errors }
}

describe('a structure asked for itself', () => {
  test('is answered as a practitioner in it would be', async () => {
    const vue = await read(await service.get(`/v1/structures/${HOPITAL}?date=${JOUR}&usages=dmp`))
    expect(vue.demande).toEqual({
      identifiant: { type: 'FINESS_EG', valeur: HOPITAL, structIdNat: `1${HOPITAL}` },
      date: JOUR,
      usages: ['dmp'],
    })
    expect(vue).toMatchObject({
      fictif: true,
      structure: { raisonSociale: 'CH DE LA FUTAIE - SITE NORD', nature: 'EG', etat: 'ouverte' },
      classe: 'etablissement',
      couloir: 'hopital',
      issue: 'decide',
      controle: null,
      sources: [{ nom: 'fictif', etat: 'direct', donneesDu: '2026-11-22' }],
      reglement: { date: JOUR },
    })
    expect(vue.commandes).toMatchObject([
      {
        commanditaire: { role: 'etablissement', nom: 'CENTRE HOSPITALIER DE LA FUTAIE' },
        identifiant: { type: 'FINESS_EJ', valeur: '991000035', structIdNat: '1991000035' },
        alternatives: [{ identifiant: { type: 'FINESS_EG', valeur: HOPITAL } }],
        situations: [],
      },
    ])
    expect(vue.regles[0]).toBe('hopital-public')
    expect(vue.resume).toMatch(
      /^C’est l’entité juridique CENTRE HOSPITALIER DE LA FUTAIE qui commande/,
    )
  })

  test.each(structuresFictives.filter(({ issue }) => issue !== null))(
    '$type $identifiant: $montre',
    async ({ type, identifiant: valeur, issue }) => {
      const vue = await ask({ identifiant: { type, valeur }, date: JOUR })
      expect(vue.issue).toBe(issue)
      expect(vue.demande.identifiant.type).toBe(type)
      expect(vue.commandes).toHaveLength(issue === 'decide' ? 1 : 0)
      const bloquantes = vue.verifications.filter(({ bloquante }) => bloquante)
      expect(bloquantes.length > 0).toBe(issue === 'a_verifier')
    },
  )

  test.each(structuresFictives.filter(({ issue }) => issue === null))(
    '$type $identifiant fails as it says: $montre',
    async ({ identifiant, probleme }) => {
      expect(await refuse(await post({ identifiant }))).toMatchObject({ code: probleme })
    },
  )

  test('a laboratory orders under its main site', async () => {
    const vue = await ask({ identifiant: '991000340', date: JOUR })
    expect(vue.commandes[0]?.identifiant).toMatchObject({ type: 'FINESS_EG', valeur: '991000332' })
    expect(vue.commandes[0]?.commanditaire.nom).toBe('LABORATOIRE DE L ALOUETTE - PLATEAU')
  })

  test('a cabinet asks who uses the software, and says where each answer leads', async () => {
    const vue = await ask({ identifiant: CABINET, date: JOUR })
    expect(vue).toMatchObject({ issue: 'a_verifier', classe: 'cabinet', couloir: null })
    expect(vue.verifications.map(({ code, bloquante }) => [code, bloquante])).toEqual([
      ['H24', true],
    ])
    const [question] = vue.questions
    expect(question).toMatchObject({ code: 'H24', champ: 'contexte.praticien', multiple: false })
    expect(question?.options.map(({ valeur, alors }) => [valeur, alors?.issue])).toEqual([
      ['radiologue', 'decide'],
      ['medecin', 'sans_certificat'],
      ['autre', 'a_verifier'],
    ])
    expect(question?.options[0]?.alors?.resume).toBe(
      'C’est le titulaire du cabinet, dont le RPPS est 10999001000, qui commande, sous le RPPS rang 10999001000000.',
    )
  })

  test('and answers as the caller declares, with the titulaire that the rang names', async () => {
    const radiologue = await ask({
      identifiant: CABINET,
      date: JOUR,
      contexte: { praticien: 'radiologue' },
    })
    expect(radiologue).toMatchObject({ issue: 'decide', couloir: 'radiologie', questions: [{}] })
    expect(radiologue.commandes[0]).toMatchObject({
      commanditaire: { role: 'professionnel', nom: null, rpps: '10999001000' },
      identifiant: { type: 'RPPS_RANG', valeur: '10999001000000', structIdNat: '410999001000000' },
    })
    expect(radiologue.commandes[0]?.alertes.map(({ code }) => code)).toContain('PRATICIEN_DECLARE')
    expect(radiologue.pourquoi.join(' ')).toContain('Ce radiologue (déclaré par la demande)')
    expect(radiologue.verifications).toEqual([])

    const medecin = { identifiant: CABINET, date: JOUR, contexte: { praticien: 'medecin' } }
    expect(await ask(medecin)).toMatchObject({ issue: 'sans_certificat', commandes: [] })
    expect(await ask({ ...medecin, usages: ['dmp'] })).toMatchObject({
      issue: 'a_verifier',
      verifications: [{ code: 'H18' }],
    })
    const autre = { identifiant: CABINET, date: JOUR, contexte: { praticien: 'autre' } }
    const vueAutre = await ask(autre)
    expect(vueAutre).toMatchObject({ issue: 'a_verifier', verifications: [{ code: 'H02' }] })
    // A salaried médecin is one of them: no word says that he has another profession.
    expect(vueAutre.verifications[0]?.question).toContain('ce praticien en cabinet')
    expect(vueAutre.pourquoi.join(' ')).toContain(
      'cette profession (autre qu’un médecin libéral, d’après la demande)',
    )
  })

  test('in a hospital the radiologist is a question that may stay open', async () => {
    const open = await ask({ identifiant: HOPITAL, date: JOUR })
    expect(open.verifications).toContainEqual(
      expect.objectContaining({ code: 'H24', bloquante: false }),
    )
    expect(open.questions.map(({ code }) => code)).toEqual(['H24', 'H11', 'USAGES'])
    const radiologue = await ask({
      identifiant: HOPITAL,
      date: JOUR,
      contexte: { praticien: 'radiologue' },
    })
    expect(radiologue.couloir).toBe('radiologie')
    expect(radiologue.commandes[0]?.identifiant).toMatchObject({
      type: 'FINESS_EG',
      valeur: HOPITAL,
    })
    const medecin = await ask({
      identifiant: HOPITAL,
      date: JOUR,
      contexte: { praticien: 'medecin' },
    })
    expect(medecin.commandes[0]?.identifiant).toEqual(open.commandes[0]?.identifiant)
    // Where only the site is known, both end alike: nothing is asked.
    const seul = await ask({ identifiant: '991000126', date: JOUR })
    expect(seul.verifications.map(({ code }) => code)).not.toContain('H24')
  })

  test('its state is told only where the directory tells it', async () => {
    expect((await ask({ identifiant: '991000225', date: JOUR })).structure).toMatchObject({
      etat: 'fermee',
      fermeture: '2024-06-30',
    })
    expect((await ask({ identifiant: '991000225', date: '2024-01-01' })).structure.etat).toBe(
      'ouverte',
    )
    const disparue = await ask({ identifiant: '991000233', date: JOUR })
    expect(disparue).toMatchObject({ structure: { etat: 'fermee' }, issue: 'a_verifier' })
  })

  test('controls an identifier that somebody means to use', async () => {
    const siret = { type: 'SIRET', valeur: '99910017500010' }
    const vue = await ask({ identifiant: '991000308', date: JOUR, identifiantEnvisage: siret })
    expect(vue.controle).toMatchObject({ conforme: false, motif: 'siret_au_lieu_de_finess' })
  })
})

describe('an identifier as people type it', () => {
  test.each([
    ['991 000 043', 'FINESS_EG', '991000043'],
    ['FINESS : 991000043', 'FINESS_EG', '991000043'],
    ['991000043.0', 'FINESS_EG', '991000043'],
    ['="991000043"', 'FINESS_EG', '991000043'],
    ['1991000035', 'FINESS_EJ', '991000035'],
    ['2a0999025', 'FINESS_EG', '2A0999025'],
    ['12A0999017', 'FINESS_EJ', '2A0999017'],
    ['999 100 175 00010', 'SIRET', '99910017500010'],
    ['399910017500010', 'SIRET', '99910017500010'],
    ['410999001000000', 'RPPS_RANG', '10999001000000'],
    ['RPPS rang 10999001000000', 'RPPS_RANG', '10999001000000'],
  ])('%s is %s %s', async (saisie, type, valeur) => {
    const { demande } = await ask({ identifiant: saisie })
    expect(demande.identifiant).toMatchObject({ type, valeur })
  })

  test.each([
    ['a wrong key', '991000044', 'cle', /991000044|clé/],
    ['letters', 'ABCDEF', 'caractere', /caractère/],
    ['nothing', ' ', 'vide', /Aucun chiffre/],
    ['a length of none', '12345', 'longueur', /FINESS en a 9/],
    ['a SIREN behind its prefix', '2999100175', 'type', /SIREN désigne toute une entreprise/],
    ['a SIREN by its label', 'SIREN 999100175', 'type', /SIRET de l’établissement/],
    ['a RPPS', '10999001000', 'type', /numéro d’une personne/],
    ['fourteen digits of two readings', '10999000002015', 'type', /un SIRET ou un RPPS rang/],
    ['a rounded number', '9,991E+13', 'arrondi', /arrondi/],
  ])('%s is refused', async (_, identifiant, code, detail) => {
    const refus = await refuse(await post({ identifiant }))
    expect(refus).toMatchObject({ status: 422, code: 'numero_invalide' })
    expect(refus.errors).toMatchObject([{ pointer: '/identifiant', code }])
    expect(refus.detail).toMatch(detail)
  })

  test('a SIREN is refused by its type, with what to give in its place', async () => {
    const refus = await refuse(await post({ identifiant: { type: 'SIREN', valeur: '999100175' } }))
    expect(refus).toMatchObject({ status: 422, errors: [{ pointer: '/identifiant/valeur' }] })
    expect(refus.detail).toContain('SIRET de l’établissement')
  })

  test('nine digits that nobody bears may be a SIREN, and the answer says so', async () => {
    const refus = await refuse(await post({ identifiant: '999100175' }))
    expect(refus).toMatchObject({ status: 404, code: 'structure_inconnue' })
    expect(refus.detail).toContain('si c’est un SIREN')
  })

  test('a type decides between two readings of fourteen digits', async () => {
    const path = '/v1/structures/10999001000000'
    expect((await service.get(`${path}?type=RPPS_RANG`)).status).toBe(200)
    expect(await refuse(await service.get(`${path}?type=FINESS`))).toMatchObject({
      status: 400,
      code: 'requete_invalide',
    })
    expect(await refuse(await service.get(`${path}?situation=1`))).toMatchObject({ status: 400 })
  })
})

describe('the request', () => {
  test.each([
    ['numero', { numero: '10999001000' }],
    ['situation', { identifiant: HOPITAL, situation: '1' }],
    [
      'administrateurTechnique',
      { identifiant: HOPITAL, administrateurTechnique: { carte: '1', nom: 'A', prenom: 'B' } },
    ],
  ])('knows no field %s', async (champ, corps) => {
    const refus = await refuse(await post(corps))
    expect(refus).toMatchObject({ status: 400, code: 'requete_invalide' })
    expect(refus.errors?.map(({ pointer }) => pointer)).toContain(`/${champ}`)
  })

  test('contexte.praticien is not for a practitioner, who is known', async () => {
    const contexte = { praticien: 'radiologue' }
    const refus = await refuse(await service.post({ numero: '10999001000', contexte }))
    expect(refus).toMatchObject({
      status: 400,
      errors: [{ pointer: '/contexte/praticien', code: 'champ_inconnu' }],
    })
    expect(refus.detail).toContain('/v1/structures')
  })
})

describe('a directory in trouble is never an unknown structure', () => {
  test.each([
    ['unavailable', 503, 'annuaire_indisponible'],
    ['refused', 503, 'annuaire_indisponible'],
    ['quota', 503, 'annuaire_indisponible'],
    ['timeout', 504, 'annuaire_delai'],
    ['invalid-response', 502, 'annuaire_reponse_invalide'],
  ] as const)('%s answers %i', async (kind, status, code) => {
    const { get } = createService({ annuaire: createFailing(kind) })
    const refus = await refuse(await get(`/v1/structures/${HOPITAL}`))
    expect(refus).toMatchObject({ status, code })
    expect(refus.detail).not.toContain('professionnel')
  })

  test('nor is one that knows no structures', async () => {
    const { findStructures: _, ...sans } = createFailing('quota')
    const { get } = createService({ annuaire: sans })
    expect(await refuse(await get(`/v1/structures/${HOPITAL}`))).toMatchObject({ status: 503 })
  })
})

describe('the answer', () => {
  const PATH = `/v1/structures/${HOPITAL}?date=${JOUR}`

  test('is XML for who asks, and nothing but these two', async () => {
    const response = await service.get(PATH, { accept: 'application/xml' })
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    expect(await response.text()).toContain('<raisonSociale>CH DE LA FUTAIE - SITE NORD<')
    const refus = await refuse(await service.get(PATH, { accept: 'text/csv' }))
    expect(refus).toMatchObject({ status: 406, code: 'non_acceptable' })
    expect(refus.detail).toContain('application/json, application/xml')
  })

  test('may be kept by its caller, and asked about again', async () => {
    const response = await service.get(PATH)
    const etag = response.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"application\/json-/)
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    const again = await service.get(PATH, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await post({ identifiant: HOPITAL })).headers.get('cache-control')).toBe('no-store')
  })

  test('leaves no number in the log', async () => {
    const { get, logs } = createService()
    await get(PATH)
    expect(logs.join('')).not.toContain(HOPITAL)
    expect(logs.join('')).toContain('"issue":"decide"')
  })
})
