import { describe, expect, test } from 'vitest'
import { countCertificats } from '../../src/domain/reponse/certificats.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  entiteJuridique,
  exercice,
  note,
  professionnel,
  rangOf,
  RPPS,
  SIRET,
  site,
  situation,
  verify,
  verifyOne,
} from '../support/construire.ts'

/** The worked cases of the rule book, under their number. Judged on 2022-12-15 unless said. */
const K = rangOf(RPPS)
const FINESS_EG = `FINESS_EG ${EG}`
const FINESS_EJ = `FINESS_EJ ${EJ}`
const ej = (input: Parameters<typeof entiteJuridique>[0] = {}) =>
  entiteJuridique({ J: EJ, ...input })

describe('établissements', () => {
  test('AC01 the GIE of the slides orders under its FINESS, its SIRET is ignored', () => {
    const got = verifyOne(
      { secteur: 'SA04', F: EG, S: SIRET, r72: '76', parent: ej() },
      {},
      { fonction: 'FON-02' },
    )
    expect(note(got)).toMatchObject({
      issue: 'decide',
      identifiant: FINESS_EG,
      alternatives: [FINESS_EJ],
    })
    expect(got.commandes[0]?.identifiant.structIdNat).toBe(`1${EG}`)
    expect(got.commandes[0]?.commanditaire).toMatchObject({ role: 'etablissement', rpps: null })
    expect(note(got).alertes).toContain('SIRET_IGNORE')
    expect(got.situations[0]?.regles[0]).toBe('plateau-technique-ris-inconnu')
  })

  test('AC05 three situations, three judgements, and the question which one', () => {
    const got = verify(
      professionnel({
        situations: [
          situation({
            id: '1',
            de: { secteur: 'SA01', F: '990780017', parent: entiteJuridique({ J: '990780025' }) },
          }),
          situation({ id: '2', de: { secteur: 'SA09', S: SIRET, r72: '85' } }),
          situation({ id: '3', de: { secteur: 'SA04', F: EG, parent: ej() } }),
        ],
      }),
    )
    expect(got.issue).toBe('a_choisir')
    expect(got.situations.map(({ issue }) => issue)).toEqual(['commande', 'commande', 'commande'])
    expect(got.commandes).toHaveLength(3)
    const [first] = got.questions
    expect(first).toMatchObject({ code: 'H07', champ: 'situation' })
    expect(first?.options.map(({ valeur }) => valeur)).toEqual(['1', '2', '3'])
  })

  const generaliste = { savoirFaire: ['SM54'] }

  test('AC48 a public hospital orders once under its EJ, the EG is an alternative', () => {
    const got = verifyOne(
      { secteur: 'SA01', F: EG, parent: ej({ r72: '13' }) },
      { contexte: { systemeInformation: 'commun' } },
      { exercice: generaliste },
    )
    expect(note(got)).toMatchObject({
      issue: 'decide',
      identifiant: FINESS_EJ,
      alternatives: [FINESS_EG],
      ouvertes: [],
      regle: 'hopital-public',
    })
  })

  const clinique = { secteur: 'SA04', F: EG, parent: ej({ r72: '73' }) }

  test('AC51 a clinic before 2023 orders under the EG of the site; its EJ is refused', () => {
    const got = verifyOne(
      clinique,
      { identifiantEnvisage: { type: 'FINESS_EJ', valeur: EJ } },
      { exercice: generaliste },
    )
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EG, alternatives: [] })
    expect(got.controle).toMatchObject({ conforme: false, motif: 'ej_au_lieu_de_eg' })
  })

  test('AC53 the same since October 2023: the EJ, H12 and the warning of the DMP', () => {
    const got = verifyOne(clinique, { jour: '2023-12-01' }, { exercice: generaliste })
    expect(note(got)).toMatchObject({
      issue: 'decide',
      identifiant: FINESS_EJ,
      alternatives: [FINESS_EG],
      ouvertes: ['H12'],
    })
    expect(got.commandes[0]?.regles[0]?.confiance).toBe('source_posterieure')
    expect(note(got).alertes).toContain('DMP_LOT_FINESS_EG')
  })

  test('the same clinic judged on three days gives three explained answers', () => {
    const on = (jour: string) => verifyOne(clinique, { jour }, { exercice: generaliste })
    const answers = ['2022-12-15', '2023-02-15', '2026-11-23'].map(on)
    expect(answers.map((answer) => note(answer).regle)).toEqual([
      'hopital-prive-avant-2023',
      'hopital-prive-en-transition',
      'hopital-prive-depuis-octobre-2023',
    ])
    expect(answers.map(({ issue }) => issue)).toEqual(['decide', 'a_verifier', 'decide'])
    expect(new Set(answers.map(({ situations }) => situations[0]?.pourquoi.join(' '))).size).toBe(3)
  })

  test.each([
    ['unique', FINESS_EJ, [FINESS_EG], []],
    ['par-site', FINESS_EG, [FINESS_EJ], []],
    [undefined, FINESS_EG, [FINESS_EJ], ['H11']],
  ] as const)(
    'AC60 a libéral radiologist in a public hospital, RIS %s',
    (ris, first, others, open) => {
      const got = verifyOne(
        { secteur: 'SA01', F: EG, parent: ej() },
        { contexte: ris === undefined ? {} : { ris } },
      )
      expect(note(got)).toMatchObject({ identifiant: first, alternatives: others, ouvertes: open })
      expect(got.questions.some(({ champ }) => champ === 'contexte.ris')).toBe(ris === undefined)
    },
  )

  test('AC64 an EHPAD: one set on the EJ, whatever the sector', () => {
    const got = verifyOne(
      { secteur: 'SA17', r66: '500', F: EG, parent: ej() },
      {},
      { exercice: generaliste },
    )
    expect(note(got)).toMatchObject({
      issue: 'decide',
      identifiant: FINESS_EJ,
      regle: 'medico-social',
    })
    expect(got.situations[0]?.couloir).toBe('medico-social')
  })

  test('AC67 a hospital of a GHT: its own EJ, and the alert', () => {
    const got = verifyOne(
      { secteur: 'SA01', F: EG, parent: ej() },
      { contexte: { groupement: true } },
      { exercice: generaliste },
    )
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EJ })
    expect(got.commandes[0]?.alertes.map(({ code }) => code)).toContain('GROUPEMENT')
  })
})

describe('cabinets et sociétés de radiologie', () => {
  test('AC04 a cabinet de groupe orders under the RPPS rang, whatever the address says', () => {
    const adresse = { lignes: ['SCANNER PRIVE SAINT TEST'], codePostal: null, commune: null }
    const got = verifyOne({ secteur: 'SA08', K, adresse })
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: `RPPS_RANG ${K}` })
    expect(got.commandes[0]?.identifiant.structIdNat).toBe(`4${K}`)
    expect(got.commandes[0]?.commanditaire).toEqual({
      role: 'professionnel',
      nom: 'Camille TESTARD',
      rpps: RPPS,
      noms: ['Camille TESTARD'],
    })
  })

  test('AC06 a cabinet individuel: the same, deduced', () => {
    const got = verifyOne({ secteur: 'SA07', K })
    expect(note(got).identifiant).toBe(`RPPS_RANG ${K}`)
    expect(got.commandes[0]?.regles[0]?.confiance).toBe('deduite')
  })

  test('AC07 no RPPS rang: H05, and nothing in its place', () => {
    const got = verifyOne({ secteur: 'SA08', S: SIRET })
    expect(note(got)).toMatchObject({ issue: 'a_verifier', identifiant: null, bloquantes: ['H05'] })
  })

  test('AC10 a wrong key of the RPPS rang warns', () => {
    const wrong = K.slice(0, 13) + String((Number(K[13]) + 1) % 10)
    const got = verifyOne({ secteur: 'SA08', K: wrong })
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: `RPPS_RANG ${wrong}` })
    expect(note(got).alertes).toContain('RPPS_RANG_CLE')
  })

  test('AC11 the RPPS rang of somebody else: that titulaire orders', () => {
    const other = rangOf(AUTRE_RPPS)
    const got = verifyOne({ secteur: 'SA08', K: other }, {}, { fonction: 'FON-17' })
    expect(note(got)).toMatchObject({ issue: 'decide', ouvertes: ['H10'] })
    expect(got.commandes[0]?.commanditaire).toEqual({
      role: 'professionnel',
      nom: null,
      rpps: AUTRE_RPPS,
      noms: [],
    })
  })

  test.each(['FON-48', 'FON-57'])('%s is no titulaire, whatever the RPPS rang says', (fonction) => {
    for (const secteur of ['SA07', 'SA08']) {
      const own = verifyOne({ secteur, K }, {}, { fonction })
      expect(note(own)).toMatchObject({
        issue: 'a_verifier',
        identifiant: null,
        bloquantes: ['H10'],
        regle: 'rpps-rang-d-un-praticien-en-formation',
      })
      expect(own.resume).toContain('savoir qui est le titulaire de ce cabinet')
      const other = verifyOne({ secteur, K: rangOf(AUTRE_RPPS) }, {}, { fonction })
      expect(note(other)).toMatchObject({ issue: 'decide', ouvertes: ['H10'] })
      expect(other.commandes[0]?.commanditaire.rpps).toBe(AUTRE_RPPS)
    }
    expect(
      note(verifyOne({ secteur: 'SA01', F: EG, parent: ej() }, {}, { fonction })),
    ).toMatchObject({ issue: 'decide', identifiant: FINESS_EG })
    expect(
      note(verifyOne({ secteur: 'SA09', S: SIRET, r72: '85' }, {}, { fonction })),
    ).toMatchObject({ issue: 'decide', identifiant: `SIRET ${SIRET}` })
  })

  test('AC13 a SIRET beside the RPPS rang is ignored', () => {
    const got = verifyOne({ secteur: 'SA08', K, S: SIRET })
    expect(note(got).identifiant).toBe(`RPPS_RANG ${K}`)
    expect(note(got).alertes).toContain('SIRET_IGNORE')
  })

  test('AC20 the SIRET of a SCM is refused, the RPPS rang proposed', () => {
    const got = verify(
      professionnel({
        situations: [
          situation({ id: '1', de: { secteur: 'SA08', K } }),
          situation({ id: '2', de: { secteur: 'SA09', S: SIRET, r72: '79' } }),
        ],
      }),
      { identifiantEnvisage: { type: 'SIRET', valeur: SIRET } },
    )
    expect(got.controle).toMatchObject({ conforme: false, motif: 'scm_non_reconnue' })
    expect(got.controle?.texte).toContain(K)
  })

  test('AC23 a SELARL orders under its SIRET', () => {
    const got = verifyOne({ secteur: 'SA09', S: SIRET, r72: '85' }, {}, { fonction: 'FON-02' })
    expect(note(got)).toMatchObject({
      issue: 'decide',
      identifiant: `SIRET ${SIRET}`,
      ouvertes: ['H21'],
    })
    expect(got.commandes[0]).toMatchObject({
      commanditaire: { role: 'societe' },
      identifiant: { structIdNat: `3${SIRET}` },
    })
  })

  test.each([
    ['AC25 a SIREN alone', { N: '999100282' }, ['H22']],
    ['neither SIREN nor SIRET', {}, ['H05']],
    ['AC27 a FINESS beside the SIRET', { S: SIRET, F: EG }, ['H03']],
    ['a SARL', { S: SIRET, r72: '72' }, ['H04']],
    ['a SCM with a FINESS', { S: SIRET, J: EJ, r72: '79' }, ['H03', 'H06']],
    ['a titulaire, no form known', { S: SIRET, r72: '000' }, ['H04']],
  ])('a société asks: %s', (_, ids, codes) => {
    const fonction = codes[0] === 'H04' ? 'FON-01' : 'FON-02'
    const got = verifyOne({ secteur: 'SA09', ...ids }, {}, { fonction })
    expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: codes, identifiant: null })
  })

  test.each([
    ['a FINESS', { K, F: EG }, ['H03']],
    ['the form of a SELARL', { K, r72: '85' }, ['H04']],
    ['a malformed RPPS rang', { malforme: 'F754567860' }, ['H05', 'H10']],
    ['a SCM', { K, r72: '79' }, ['H06']],
    ['a closed structure', { K, fermeture: '2022-12-15' }, ['H15']],
  ])('a cabinet asks: %s', (_, ids, codes) => {
    expect(note(verifyOne({ secteur: 'SA08', ...ids }))).toMatchObject({
      issue: 'a_verifier',
      bloquantes: codes,
    })
  })
})

describe('ville, officine, biologie', () => {
  test.each([
    ['AC30 a dermatologist in a société', 'SA09', 'SM15'],
    ['AC32 a generalist in a cabinet', 'SA07', 'SM54'],
  ])('%s: the CPS card is enough', (_, secteur, savoirFaire) => {
    const got = verifyOne(
      { secteur, S: SIRET, r72: '79' },
      {},
      { exercice: { savoirFaire: [savoirFaire] } },
    )
    expect(note(got)).toMatchObject({ issue: 'sans_certificat', bloquantes: [] })
  })

  test('AC33 a generalist who asks for a certificate: H18', () => {
    for (const demande of [
      { contexte: { certificatSouhaite: true } },
      { usages: ['dmp' as const] },
    ]) {
      const got = verifyOne({ secteur: 'SA08', K }, demande, {
        exercice: { savoirFaire: ['SM54'] },
      })
      expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H18'] })
    }
  })

  test('a médecin whose specialty the Annuaire does not give may be a radiologist: H02', () => {
    const got = verifyOne({ secteur: 'SA08', K }, {}, { exercice: { savoirFaire: [] } })
    expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H02'] })
  })

  test('AC34 a maison de santé may order under its FINESS EG; without one, H19', () => {
    const got = verifyOne({ secteur: 'SA52', F: EG }, {}, { exercice: { savoirFaire: ['SM54'] } })
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EG })
    expect(note(got).alertes).toContain('CERTIFICAT_FACULTATIF')
    expect(note(verifyOne({ secteur: 'SA52', K })).bloquantes).toEqual(['H19'])
    expect(note(verifyOne({ secteur: 'SA05', K })).bloquantes).toEqual(['H05'])
  })

  test('AC38 a masseur-kinésithérapeute in a cabinet: H02', () => {
    const got = verifyOne(
      { secteur: 'SA07', K },
      {},
      { exercice: { professions: ['70'], savoirFaire: [] } },
    )
    expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H02'] })
  })

  const pharmacien = { professions: ['21'], savoirFaire: [] }

  test('AC40 an officine orders by the bon de commande Ségur', () => {
    const got = verifyOne(
      { secteur: 'SA33', F: EG },
      {},
      { fonction: 'FON-03', exercice: pharmacien },
    )
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EG })
    const codes = got.commandes[0]?.etapes.map(({ code }) => code)
    expect(codes).toContain('BON_DE_COMMANDE_SEGUR')
    const texts = got.commandes[0]?.etapes.map(({ texte }) => texte).join(' ')
    expect(texts).not.toMatch(/formulaire F413,/)
    expect(note(verifyOne({ secteur: 'SA33', J: EJ, S: SIRET })).bloquantes).toEqual(['H05'])
  })

  const SECONDAIRES = Array.from({ length: 12 }, (_, n) =>
    site(`9900000${String(n).padStart(2, '0')}`, { typeEtablissement: 'S' }),
  )

  test('AC43 a laboratory orders once, under the EG of its main site', () => {
    const sites = [site(EG, { typeEtablissement: 'P' }), ...SECONDAIRES]
    const got = verifyOne(
      { secteur: 'SA25', F: '990000003', S: SIRET, r72: '91', parent: ej({ sites }) },
      {},
      { exercice: pharmacien },
    )
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EG })
    expect(got.commandes[0]?.commanditaire.nom).toBe(`SITE ${EG}`)
  })

  const untyped = { secteur: 'SA25', F: EG, parent: ej({ sites: [site(EG), site('990000011')] }) }

  test('AC45 several sites, none typed principal: H14, answered by the request', () => {
    const got = verifyOne(untyped)
    expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H14'] })
    expect(got.questions[0]).toMatchObject({ code: 'H14', champ: 'contexte.sitePrincipal' })
    const declared = verifyOne(untyped, { contexte: { sitePrincipal: '990000011' } })
    expect(note(declared)).toMatchObject({ issue: 'decide', identifiant: 'FINESS_EG 990000011' })
    expect(note(declared).alertes).toContain('SITE_PRINCIPAL_DECLARE')
  })

  test('a laboratory whose EJ has one open site: that site', () => {
    const sites = [site(EG), site('990000011', { fermeture: '2020-01-01' })]
    const got = verifyOne({ secteur: 'SA29', F: EG, parent: ej({ sites }) })
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EG })
  })

  test('a main site that has closed does not make the site that is left the main one', () => {
    const closed = site('990000011', { typeEtablissement: 'P', fermeture: '2020-01-01' })
    const got = verifyOne({ secteur: 'SA25', F: EG, parent: ej({ sites: [site(EG), closed] }) })
    expect(note(got).bloquantes).toEqual(['H14'])
  })

  describe('a main site declared, and what the directory knows of the number', () => {
    const CLOSED = '990000011'
    const STRIPPED = '990000029'
    const OPEN = '990000037'
    const sites = [
      site(EG),
      site(OPEN),
      site(CLOSED, { fermeture: '2022-12-15' }),
      site(STRIPPED, { actif: false }),
    ]
    const declare = (
      sitePrincipal: string,
      de: Parameters<typeof verifyOne>[0] = { F: EG, parent: ej({ sites }) },
      jour = '2022-12-15',
    ) => verifyOne({ secteur: 'SA25', ...de }, { jour, contexte: { sitePrincipal } })

    test.each([
      ['the number of its EJ', EJ, { F: EG, parent: ej({ sites }) }, ['H14']],
      ['its own FINESS juridique', EJ, { J: EJ, sites }, ['H14']],
      ['a closed site', CLOSED, { F: EG, parent: ej({ sites }) }, ['H14', 'H15']],
      ['a stripped site', STRIPPED, { F: EG, parent: ej({ sites }) }, ['H14', 'H15']],
      ['its own site, closed', EG, { F: EG, fermeture: '2020-01-01' }, ['H14', 'H15']],
    ])('%s is contradicted: no order', (_, number, de, bloquantes) => {
      const got = declare(number, de)
      expect(note(got)).toMatchObject({ issue: 'a_verifier', identifiant: null, bloquantes })
      expect(note(got).alertes).not.toContain('SITE_PRINCIPAL_DECLARE')
      const asked = got.questions.filter(({ champ }) => champ === 'contexte.sitePrincipal')
      expect(asked).toHaveLength(1)
      expect(asked[0]?.options.map(({ valeur }) => valeur)).not.toContain(number)
    })

    test('a site that is listed as closed and as open is open', () => {
      const ferme = site(OPEN, { typeEtablissement: 'P', fermeture: '2020-01-01' })
      const deux = [site(EG), ferme, site(OPEN, { typeEtablissement: 'P' })]
      for (const listed of [deux, deux.toReversed()]) {
        const de = { F: EG, parent: ej({ sites: listed }) }
        const attendu = { issue: 'decide', identifiant: `FINESS_EG ${OPEN}` }
        expect(note(declare(OPEN, de))).toMatchObject(attendu)
        expect(note(verifyOne({ secteur: 'SA25', ...de }))).toMatchObject(attendu)
      }
    })

    test('a site that closes the day after is still open', () => {
      const got = declare(CLOSED, undefined, '2022-12-14')
      expect(note(got)).toMatchObject({ issue: 'decide', identifiant: `FINESS_EG ${CLOSED}` })
    })

    test('the one typed principal is confirmed: no alert', () => {
      const typed = [site(EG), site(OPEN, { typeEtablissement: 'P' })]
      const got = declare(OPEN, { F: EG, parent: ej({ sites: typed }) })
      expect(note(got)).toMatchObject({ issue: 'decide', identifiant: `FINESS_EG ${OPEN}` })
      expect(note(got).alertes).not.toContain('SITE_PRINCIPAL_DECLARE')
    })

    test.each([
      ['unknown to the directory', '990000045', sites],
      [
        'open, another one being typed principal',
        OPEN,
        [site(EG, { typeEtablissement: 'P' }), site(OPEN)],
      ],
    ])('%s: the order, with the alert', (_, number, listed) => {
      const got = declare(number, { F: EG, parent: ej({ sites: listed }) })
      expect(note(got)).toMatchObject({ issue: 'decide', identifiant: `FINESS_EG ${number}` })
      expect(note(got).alertes).toContain('SITE_PRINCIPAL_DECLARE')
    })
  })

  test('AC92 no sector: H01, with what the identifiers hint at', () => {
    const got = verifyOne({ K })
    expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H01'] })
    expect(note(got).alertes).toContain('INDICE_CABINET')
  })

  test.each(['SA43', 'SA11', 'SA62', 'SA99'])('sector %s: H01', (secteur) => {
    expect(note(verifyOne({ secteur, F: EG })).bloquantes).toEqual(['H01'])
  })
})

describe('activité', () => {
  const de = { secteur: 'SA08', K }

  test.each([
    ['AC79 ended yesterday', { fin: '2022-12-14' }, 'terminee'],
    ['AC79 ended today', { fin: '2022-12-15' }, 'terminee'],
    ['AC85 inactive', { actif: false, fin: null }, 'terminee'],
    ['AC86 remplaçant by its genre', { genreActivite: 'GENR02' }, 'remplacant'],
    ['AC86 remplaçant by its fonction', { fonction: 'FON-22' }, 'remplacant'],
    ['both: ended first', { fonction: 'FON-22', fin: '2022-12-01' }, 'terminee'],
  ])('%s: set aside', (_, input, motif) => {
    const got = verifyOne(de, {}, input)
    expect(got.issue).toBe('sans_activite')
    expect(got.ecartees[0]).toMatchObject({ motif })
    if (motif === 'remplacant') expect(got.ecartees[0]?.texte).toContain('qui est remplacé')
  })

  const UNKNOWN = 'REMPLACEMENT_NON_VERIFIABLE'

  test.each([
    ['neither fonction nor genre', { fonction: null, genreActivite: null }],
    ['a genre that is not published', { genreActivite: 'GENR98' }],
    ['a genre of another table', { genreActivite: { illisible: ['X1'] } }],
    ['a genre that has ended and may replace somebody', { genreActivite: 'GENR07' }],
  ])('%s: he may be a remplaçant, the order says so', (_, input) => {
    const cabinet = verifyOne(de, {}, input)
    expect(note(cabinet)).toMatchObject({ issue: 'decide', identifiant: `RPPS_RANG ${K}` })
    expect(note(cabinet).alertes).toContain(UNKNOWN)
    expect(cabinet.commandes[0]?.alertes.map(({ code }) => code)).toContain(UNKNOWN)
    expect(cabinet.situations[0]?.verifications).toEqual([])
    const hopital = verifyOne({ secteur: 'SA01', F: EG, parent: ej() }, {}, input)
    expect(note(hopital)).toMatchObject({ issue: 'decide', identifiant: FINESS_EG })
    expect(note(hopital).alertes).toContain(UNKNOWN)
    expect(note(verifyOne({ secteur: 'SA08' }, {}, input))).toMatchObject({
      issue: 'a_verifier',
      bloquantes: ['H05'],
      alertes: [],
    })
  })

  test.each([
    ['both', {}],
    ['the fonction alone', { genreActivite: null }],
    ['the genre alone', { fonction: null }],
    ['a fonction that has ended', { fonction: 'FON-53' }],
  ])('%s known: nothing is said of a remplacement', (_, input) => {
    const got = verifyOne(de, {}, input)
    expect(note(got)).toMatchObject({ issue: 'decide', alertes: [] })
  })

  test.each(['GENR02', 'GENR03'])(
    '%s with an unknown fonction is a remplaçant',
    (genreActivite) => {
      const got = verifyOne(de, {}, { fonction: 'FON-99', genreActivite })
      expect(got.ecartees[0]).toMatchObject({ motif: 'remplacant' })
    },
  )

  test.each([
    ['AC80 ends in 30 days', { fin: '2023-01-14' }],
    ['starts tomorrow', { debut: '2022-12-16' }],
  ])('%s: H08, no order', (_, input) => {
    expect(note(verifyOne(de, {}, input))).toMatchObject({
      issue: 'a_verifier',
      bloquantes: ['H08'],
      identifiant: null,
    })
  })

  test('AC84 the public source gives no dates: a judgement with a warning', () => {
    const got = verifyOne(de, {}, { debut: null })
    expect(note(got)).toMatchObject({ issue: 'decide', ouvertes: ['H09'] })
    expect(note(got).alertes).toContain('DATES_NON_PUBLIQUES')
  })

  test('an exercice closed by the directory ends all its situations', () => {
    const got = verify({
      ...professionnel({ actif: false, situations: [situation({ de })] }),
    })
    expect(got).toMatchObject({ issue: 'sans_activite', ecartees: [{ motif: 'terminee' }] })
  })

  test('each exercice is judged with its own profession and specialty', () => {
    const got = verify({
      ...professionnel(),
      exercices: [
        exercice({ situations: [situation({ id: '1', de })] }),
        exercice({
          professions: ['70'],
          savoirFaire: [],
          situations: [situation({ id: '2', de })],
        }),
      ],
    })
    expect(got.situations.map(({ issue }) => issue)).toEqual(['commande', 'a_verifier'])
    expect(got.issue).toBe('a_choisir')
  })
})

describe('certificats et étapes', () => {
  test('AC70 DMP, INSi manual and a BAL: 2 AUTH_CLI and 1 SIGN', () => {
    expect(countCertificats(['dmp', 'insi-manu', 'mssante-bal'], {})).toEqual([
      { type: 'ORG_AUTH_CLI', usages: ['dmp', 'mssante-bal'], cn: null, quantite: 1 },
      { type: 'ORG_AUTH_CLI', usages: ['insi-manu'], cn: 'INSI-MANU', quantite: 1 },
      { type: 'ORG_SIGN', usages: ['dmp'], cn: null, quantite: 1 },
    ])
  })

  test('AC73 the CN of automatic calls is INSI-AUTO', () => {
    expect(countCertificats(['insi-auto'], {})[0]?.cn).toBe('INSI-AUTO')
  })

  test('AC77 2 solutions feeding the DMP, 3 instances each: 12 downloads under one EJ', () => {
    const got = countCertificats(['dmp'], { solutions: 2, instances: 3 })
    expect(got.reduce((sum, { quantite }) => sum + quantite, 0)).toBe(12)
  })

  test('a server certificate is not multiplied', () => {
    expect(countCertificats(['mssante-operateur'], { solutions: 2, instances: 3 })).toEqual([
      { type: 'SERV_SSL', usages: ['mssante-operateur'], cn: null, quantite: 1 },
    ])
  })

  test('AC89 AC104 the steps of a clinic: CDE by F101, contract, designation; notice of 60 days', () => {
    const got = verifyOne({ secteur: 'SA04', F: EG, parent: ej() })
    const etapes = got.commandes[0]?.etapes ?? []
    const codes = etapes.map(({ code }) => code)
    expect(codes).toEqual([
      'REPRESENTANT_LEGAL',
      'CONTRAT',
      'ADMINISTRATEUR_TECHNIQUE',
      'DESIGNATION',
      'VERIFIER_DEMANDE',
      'PLATEFORME_IGC',
      'DUREE_DE_VIE',
      'RENOUVELLEMENT',
    ])
    const texts = etapes.map(({ texte }) => texte).join(' ')
    expect(texts).toMatch(/CDE.*F101/)
    expect(texts).toMatch(/60 jours.*un mois.*2022/)
    expect(texts).toMatch(/F413 \(mars 2024\)/)
    expect(texts).not.toMatch(/en 2022/)
    expect(etapes.every(({ verifie }) => !verifie)).toBe(true)
  })

  test('no usages: nothing counted, and the question', () => {
    const got = verifyOne({ secteur: 'SA08', K })
    expect(got.commandes[0]?.certificats).toEqual([])
    expect(got.questions.map(({ code }) => code)).toEqual(['USAGES'])
  })
})

describe('ce qui ne se lit pas, et ce que le demandeur répond', () => {
  const SOCIETE = { secteur: 'SA09', S: SIRET } as const
  const CPS = { issue: 'sans_certificat' }

  test.each(['SM74', 'SM94', 'SM37'])(
    'AC107 AC108 %s is a radiologist, by deduction: RPPS rang, plateau, SIRET',
    (code) => {
      const more = { exercice: { savoirFaire: [code] } }
      for (const secteur of ['SA07', 'SA08']) {
        const got = verifyOne({ secteur, K }, {}, more)
        expect(note(got)).toMatchObject({ issue: 'decide', identifiant: `RPPS_RANG ${K}` })
        expect(got.commandes[0]?.regles[0]?.confiance).toBe('deduite')
      }
      expect(note(verifyOne({ ...SOCIETE, r72: '85' }, {}, more)).identifiant).toBe(
        `SIRET ${SIRET}`,
      )
      const hopital = verifyOne({ secteur: 'SA01', F: EG, parent: ej() }, {}, more)
      expect(note(hopital)).toMatchObject({ identifiant: FINESS_EG, alternatives: [FINESS_EJ] })
      expect(hopital.commandes[0]?.regles[0]?.confiance).toBe('deduite')
    },
  )

  test.each([
    ['a code of R38 that our copy lacks', ['SM99']],
    ['what a reader could not tell', [{ illisible: ['X1'] }]],
    ['beside one that is no radiologist', ['SM54', { illisible: ['X1'] }]],
  ])('AC109 a specialty of no table, %s: H02, never the CPS card', (_, savoirFaire) => {
    for (const secteur of ['SA07', 'SA08', 'SA09']) {
      const got = verifyOne({ secteur, K, S: SIRET }, {}, { exercice: { savoirFaire } })
      expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H02'] })
    }
    const hopital = verifyOne(
      { secteur: 'SA01', F: EG, parent: ej() },
      {},
      { exercice: { savoirFaire } },
    )
    expect(note(hopital).alertes).toContain('RADIOLOGIE_INCONNUE')
    const too = [...savoirFaire, 'SM44']
    expect(
      note(verifyOne({ secteur: 'SA08', K }, {}, { exercice: { savoirFaire: too } })).issue,
    ).toBe('decide')
  })

  test('AC110 AC113 a SCM of radiologists: H06, and nothing says that the société orders', () => {
    const got = verifyOne({ ...SOCIETE, r72: '79' })
    expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H06'] })
    const said = got.situations.flatMap(({ pourquoi }) => pourquoi).join(' ')
    expect(said).not.toMatch(/commande sous son SIRET/)
    expect(got.situations[0]?.regles).not.toContain('radiologie-societe')
    expect(got.situations[0]?.regles[0]).toBe('scm-de-radiologues-non-reconnue')
  })

  test.each([
    ['of another table', { illisible: ['79'] }],
    ['of no table', '999'],
    ['two', { illisible: ['79', '85'] }],
    ['a level above the forms', '2250'],
  ])('AC111 a legal form that cannot be read, %s: H04, no order', (_, r72) => {
    for (const secteur of ['SA08', 'SA09']) {
      const got = verifyOne({ secteur, K, S: SIRET, r72 })
      expect(note(got)).toMatchObject({ issue: 'a_verifier', bloquantes: ['H04'] })
    }
  })

  test('a legal form that cannot be read, in an établissement: H13, whatever its sector says', () => {
    const r72 = { illisible: ['X'] }
    for (const secteur of ['SA01', 'SA04', 'SA34', 'SA33', 'SA25', 'SA52', 'SA05']) {
      const de = { secteur, F: EG, typeEtablissement: 'P' as const, parent: ej(), r72 }
      const got = verifyOne(de)
      expect([secteur, ...note(got).bloquantes]).toEqual([secteur, 'H13'])
      const [question] = got.questions
      expect(question).toMatchObject({ code: 'H13', champ: 'contexte.statut' })
      const declared = verifyOne(de, { contexte: { statut: 'public' } })
      expect([secteur, declared.issue]).toEqual([secteur, 'decide'])
      expect(declared.commandes[0]?.alertes.map(({ code }) => code)).toContain('STATUT_DECLARE')
    }
    const general = verifyOne({ secteur: 'SA01', F: EG, parent: ej(), r72: '1000' })
    expect(note(general).issue).toBe('decide')
  })

  test('a category that cannot be read: an alert where the sector decides, H01 elsewhere', () => {
    const r66 = { illisible: ['355'] }
    const hopital = verifyOne({ secteur: 'SA01', F: EG, parent: ej(), r66 })
    expect(hopital.commandes[0]?.alertes.map(({ code }) => code)).toContain('CATEGORIE_ILLISIBLE')
    expect(note(verifyOne({ secteur: 'SA17', F: EG, r66 })).bloquantes).toEqual(['H01', 'H02'])
    const generaliste = { exercice: { savoirFaire: ['SM54'] } }
    expect(note(verifyOne({ secteur: 'SA07' }, {}, generaliste))).toMatchObject(CPS)
    expect(note(verifyOne({ secteur: 'SA07', r66 }, {}, generaliste)).bloquantes).toEqual(['H01'])
  })

  test.each(['242', '640'])('category %s is médico-social, by deduction', (r66) => {
    const got = verifyOne({ secteur: 'SA17', F: EG, parent: ej(), r66 })
    expect(note(got)).toMatchObject({ issue: 'decide', identifiant: FINESS_EJ })
    const regle = got.commandes[0]?.regles.find(
      ({ id }) => id === 'categorie-medico-sociale-deduite',
    )
    expect(regle?.confiance).toBe('deduite')
  })

  test('a remplaçant BPDO (FON-60) is a remplaçant', () => {
    const got = verifyOne({ secteur: 'SA31', F: EG }, {}, { fonction: 'FON-60' })
    expect(got.ecartees[0]).toMatchObject({ motif: 'remplacant' })
  })

  test('a fonction that cannot be read: perhaps an interne, perhaps a titulaire', () => {
    for (const fonction of ['FON-99', { illisible: ['X'] }]) {
      expect(note(verifyOne({ secteur: 'SA08', K }, {}, { fonction })).bloquantes).toEqual(['H10'])
      expect(note(verifyOne(SOCIETE, {}, { fonction })).bloquantes).toEqual(['H04'])
    }
  })

  test('the side of a legal form is that of its parent: a foreign one has none', () => {
    const foreign = verifyOne(
      { secteur: 'SA04', F: EG, parent: ej(), r72: '90' },
      {},
      {
        exercice: { savoirFaire: ['SM54'] },
      },
    )
    expect(note(foreign).bloquantes).toEqual(['H13'])
  })

  const OFFICINE = { secteur: 'SA33', F: EG }
  const pharmacien = { professions: ['21'], savoirFaire: [] }
  const vente = (...structures: Parameters<typeof verifyOne>[0][]) =>
    verify(
      professionnel({
        ...pharmacien,
        situations: structures.map((de, i) => situation({ id: `101990000${i}`, de })),
      }),
    )
  const ANCIENNE = { ...OFFICINE, raisonSociale: 'OFFICINE ANCIENNE', S: SIRET }
  const NOUVELLE = { ...OFFICINE, raisonSociale: 'OFFICINE NOUVELLE', S: '99900001100018' }

  test('AC112 an officine being sold: H15 and both names, whatever their order', () => {
    const [got, again] = [vente(ANCIENNE, NOUVELLE), vente(NOUVELLE, ANCIENNE)]
    for (const one of [got, again]) {
      expect(one).toMatchObject({ issue: 'a_verifier', commandes: [] })
      for (const { verifications, regles } of one.situations) {
        const asked = verifications.find(({ code }) => code === 'H15')
        expect(asked?.bloquante).toBe(true)
        expect(asked?.question).toMatch(/OFFICINE ANCIENNE.*OFFICINE NOUVELLE/)
        expect(regles).toContain('un-identifiant-deux-structures')
        expect(regles).not.toContain('officine')
      }
    }
    expect(again.resume).toBe(got.resume)
    const alone = verify(
      professionnel({
        ...pharmacien,
        situations: [ANCIENNE, NOUVELLE].map((de, i) => situation({ id: `101990000${i}`, de })),
      }),
      { situation: '1019900000' },
    )
    expect(alone.issue).toBe('a_verifier')
  })

  test('one structure in two spellings: the order stands, its name does not hang on their order', () => {
    const spelt = { ...ANCIENNE, raisonSociale: 'OFFICINE ANCIENNE.' }
    for (const one of [vente(ANCIENNE, spelt), vente(spelt, ANCIENNE)]) {
      expect(one.issue).toBe('decide')
      expect(one.commandes[0]?.commanditaire).toMatchObject({
        nom: 'OFFICINE ANCIENNE',
        noms: ['OFFICINE ANCIENNE', 'OFFICINE ANCIENNE.'],
      })
    }
  })

  test('two sites of one EJ have two SIRET of their own, and one order', () => {
    const de = { secteur: 'SA01', parent: ej() }
    const got = vente({ ...de, F: EG, S: SIRET }, { ...de, F: '990000028', S: '99900001100018' })
    expect(got).toMatchObject({ issue: 'decide', commandes: [{ identifiant: { valeur: EJ } }] })
  })

  test('AC114 an EG without EJ: H11 is not asked; nor where a reserve leaves nothing to choose', () => {
    const more = { exercice: { savoirFaire: ['SM54'] } }
    const got = verifyOne({ secteur: 'SA01', F: EG }, {}, more)
    expect(note(got)).toMatchObject({ issue: 'decide', ouvertes: [] })
    expect(got.questions.map(({ code }) => code)).toEqual(['USAGES'])
    const both = verifyOne({ secteur: 'SA01', F: EG, parent: ej() }, {}, more)
    expect(note(both).ouvertes).toEqual(['H11'])
    const closed = verifyOne({ secteur: 'SA01', F: EG, parent: ej(), actif: false }, {}, more)
    expect(note(closed)).toMatchObject({ bloquantes: ['H15'], ouvertes: [] })
  })

  test('an EJ that the directory cites and does not show is told as what it is', () => {
    const de = { secteur: 'SA04', F: EG, partOfIntrouvable: true }
    const more = { exercice: { savoirFaire: ['SM54'] } }
    const prive = verifyOne(de, { jour: '2026-11-28' }, more)
    expect(note(prive)).toMatchObject({ bloquantes: ['H05'], alertes: ['EJ_INTROUVABLE'] })
    const publique = verifyOne({ ...de, secteur: 'SA01' }, {}, more)
    expect(note(publique).alertes).toEqual(
      expect.arrayContaining(['EJ_INTROUVABLE', 'EJ_INCONNUE']),
    )
    expect(note(verifyOne({ ...de, partOfIntrouvable: false }, {}, more)).alertes).toEqual([])
  })

  test('each option says where it leads', () => {
    const more = { exercice: { savoirFaire: ['SM54'] } }
    const [question] = verifyOne({ secteur: 'SA01', F: EG, parent: ej() }, {}, more).questions
    expect(question).toMatchObject({ champ: 'contexte.systemeInformation', multiple: false })
    const leads = question?.options.map(({ valeur, alors }) => [
      valeur,
      alors?.issue,
      alors?.resume,
    ])
    expect(leads).toEqual([
      ['commun', 'decide', expect.stringMatching(`sous le FINESS juridique ${EJ}`)],
      ['par-site', 'decide', expect.stringMatching(`sous le FINESS géographique ${EG}`)],
    ])
    expect(verifyOne({ secteur: 'SA08', K }).questions[0]?.options[0]?.alors).toBeNull()
  })

  test('H13, H04, H19, H22 are answered by the request, and the order says so', () => {
    const side = { secteur: 'SA02', F: EG, parent: ej() }
    const more = { exercice: { savoirFaire: ['SM54'] } }
    const jour = '2026-11-28'
    expect(note(verifyOne(side, { jour }, more)).bloquantes).toEqual(['H13'])
    const prive = verifyOne(side, { jour, contexte: { statut: 'prive' } }, more)
    expect(note(prive).alertes).toEqual(
      expect.arrayContaining(['STATUT_DECLARE', 'DMP_LOT_FINESS_EG']),
    )
    const publique = verifyOne(side, { jour, contexte: { statut: 'public' } }, more)
    expect(note(publique)).toMatchObject({ issue: 'decide', identifiant: FINESS_EJ })

    const sarl = { ...SOCIETE, r72: '72', K }
    expect(note(verifyOne(sarl)).bloquantes).toEqual(['H04'])
    const propre = verifyOne(sarl, { contexte: { exercice: 'nom-propre' } })
    expect(note(propre)).toMatchObject({ issue: 'decide', identifiant: `RPPS_RANG ${K}` })
    expect(note(propre).alertes).toContain('EXERCICE_DECLARE')
    const societe = verifyOne(sarl, { contexte: { exercice: 'societe' } })
    expect(note(societe)).toMatchObject({ issue: 'decide', identifiant: `SIRET ${SIRET}` })
    expect(
      note(verifyOne({ ...SOCIETE, r72: '79' }, { contexte: { exercice: 'societe' } })),
    ).toMatchObject({ bloquantes: ['H06'] })

    const msp = { secteur: 'SA52' }
    expect(note(verifyOne(msp, {}, more)).bloquantes).toEqual(['H19'])
    expect(note(verifyOne(msp, { contexte: { logiciel: 'structure' } }, more)).bloquantes).toEqual([
      'H05',
    ])
    const praticien = verifyOne(msp, { contexte: { logiciel: 'praticien' } }, more)
    expect(note(praticien)).toMatchObject({ ...CPS, alertes: ['LOGICIEL_DECLARE'] })
    expect(note(verifyOne(msp, { contexte: { logiciel: 'praticien' } })).bloquantes).toEqual([
      'H02',
    ])

    const siren = { secteur: 'SA09', N: '999000011', r72: '85' }
    expect(note(verifyOne(siren)).bloquantes).toEqual(['H22'])
    const siret = verifyOne(siren, { contexte: { siret: '99900001100018' } })
    expect(note(siret)).toMatchObject({ issue: 'decide', identifiant: 'SIRET 99900001100018' })
    expect(note(siret).alertes).toContain('SIRET_DECLARE')
    const other = verifyOne(siren, { contexte: { siret: '99900002900010' } })
    expect(note(other)).toMatchObject({ bloquantes: ['H22'], alertes: ['SIRET_DECLARE_ECARTE'] })
  })

  test('H02 says that a couloir exists for who has one without a rule', () => {
    const asked = (professions: string[]) =>
      verifyOne({ secteur: 'SA07' }, {}, { exercice: { professions, savoirFaire: [] } })
        .situations[0]?.verifications[0]?.question
    for (const code of ['40', '50', '70']) expect(asked([code])).toMatch(/vague 2/)
    expect(asked(['21'])).not.toMatch(/vague 2/)
  })
})
