import { expect, test } from 'vitest'
import { Verification } from '../../src/domain/verification.ts'
import {
  AUTRE_RPPS,
  EG,
  EJ,
  entiteJuridique,
  professionnel,
  rangOf,
  RPPS,
  SIRET,
  site,
  situation,
  verify,
  verifyOne,
} from '../support/construire.ts'

const K = rangOf(RPPS)

test.each([
  [
    () => verifyOne({ secteur: 'SA08', K }),
    `C’est Camille TESTARD, titulaire du cabinet, qui commande, sous le RPPS rang ${K}.`,
  ],
  [
    () => verifyOne({ secteur: 'SA08', K: rangOf(AUTRE_RPPS) }),
    `C’est le titulaire du cabinet, dont le RPPS est ${AUTRE_RPPS}, qui commande, sous le RPPS rang ${rangOf(AUTRE_RPPS)}.`,
  ],
  [
    () => verifyOne({ secteur: 'SA09', S: SIRET, r72: '85', raisonSociale: 'SEL FICTIVE' }),
    `C’est la société d’exercice SEL FICTIVE qui commande, sous le SIRET ${SIRET}.`,
  ],
  [
    () => verifyOne({ secteur: 'SA04', F: EG, parent: entiteJuridique({ J: EJ }) }),
    `C’est l’établissement STRUCTURE FICTIVE qui commande, sous le FINESS géographique ${EG}, ou sous le FINESS juridique ${EJ} si un seul RIS sert tous les sites de l’entité juridique.`,
  ],
  [
    () =>
      verifyOne(
        { secteur: 'SA25', F: EG, raisonSociale: 'LABORATOIRE FICTIF' },
        { contexte: { sitePrincipal: EG } },
      ),
    `C’est le LABORATOIRE FICTIF qui commande, sous le FINESS géographique ${EG}.`,
  ],
  [
    () => verifyOne({ secteur: 'SA33', F: EG, raisonSociale: 'SELARL FICTIVE' }),
    `C’est la pharmacie SELARL FICTIVE qui commande, sous le FINESS géographique ${EG}.`,
  ],
  [
    () => verifyOne({ secteur: 'SA52', F: EG, raisonSociale: 'POLE FICTIF' }),
    `C’est la structure POLE FICTIF qui commande, sous le FINESS géographique ${EG}.`,
  ],
  [
    () =>
      verifyOne(
        {
          secteur: 'SA01',
          r72: '13',
          F: EG,
          parent: entiteJuridique({ J: EJ, raisonSociale: 'CH FICTIF' }),
        },
        {},
        { exercice: { savoirFaire: ['SM54'] } },
      ),
    `C’est l’entité juridique CH FICTIF qui commande, sous le FINESS juridique ${EJ}, ou sous le FINESS géographique ${EG} si chaque site a son propre système d’information.`,
  ],
  [
    () => verifyOne({ secteur: 'SA07' }, {}, { exercice: { savoirFaire: ['SM54'] } }),
    'Aucun certificat n’est à commander : la carte CPS suffit.',
  ],
  [
    () => verifyOne(null),
    'On ne peut pas encore commander : il faut d’abord savoir de quelle sorte de structure il s’agit, car l’Annuaire ne le dit pas clairement.',
  ],
  [
    () => verify(professionnel({})),
    'L’Annuaire ne montre aucune situation d’exercice pour ce praticien : il n’y a rien à commander pour lui.',
  ],
  [
    () => verify(professionnel({ situations: [situation({ actif: false })] })),
    'L’Annuaire ne montre pour ce praticien que des activités terminées ou des remplacements : il n’y a rien à commander pour lui.',
  ],
])('the answer can be read aloud (%#)', (ask, resume) => {
  const verification = ask()
  expect(verification.resume).toBe(resume)
  expect(Verification.parse(verification)).toEqual(verification)
})

test('two situations that lead to one order make one order', () => {
  const parent = entiteJuridique({ J: EJ, r72: '13' })
  const got = verify(
    professionnel({
      savoirFaire: ['SM54'],
      situations: [
        situation({ id: '2', de: { secteur: 'SA01', F: EG, parent } }),
        situation({ id: '1', de: { secteur: 'SA01', F: '990780017', parent } }),
      ],
    }),
  )
  expect(got.issue).toBe('decide')
  expect(got.commandes).toHaveLength(1)
  expect(got.commandes[0]?.situations).toEqual(['1', '2'])
  expect(got.commandes[0]?.commanditaire.nom).toBe('EJ FICTIVE')
  expect(got.commandes[0]?.alternatives.map(({ identifiant }) => identifiant.valeur)).toEqual([
    '990780017',
    EG,
  ])
  expect(got.resume).toBe(
    `C’est l’entité juridique EJ FICTIVE qui commande, sous le FINESS juridique ${EJ}, ou sous le FINESS géographique du site concerné si chaque site a son propre système d’information.`,
  )
})

test('order and no certificate are not the same answer: somebody must choose', () => {
  const de = { secteur: 'SA08', K }
  const generaliste = { savoirFaire: ['SM54'], situations: [situation({ id: '2', de })] }
  const got = verify(professionnel({ situations: [situation({ id: '1', de })] }, generaliste))
  expect(got.issue).toBe('a_choisir')
  const [one] = verify(professionnel({ situations: [situation({ id: '1', de })] }, generaliste), {
    situation: '2',
  }).situations
  expect(one?.issue).toBe('sans_certificat')
})

test('unknown codes keep a null label, stripped data stays null', () => {
  const got = verifyOne(
    { secteur: 'SA99', r66: '000', r72: 'ZZ' },
    {},
    {
      fonction: 'FON-ZZ',
      exercice: { professions: ['zz'], savoirFaire: ['SM00'] },
    },
  )
  expect(got.situations[0]?.structure?.secteurActivite).toEqual({ code: 'SA99', libelle: null })
  expect(got.situations[0]?.fonction).toEqual({ code: 'FON-ZZ', libelle: null })
  expect(got.professionnel.professions).toEqual([{ code: 'zz', libelle: null }])
  const stripped = verify({
    ...professionnel({ professions: [], savoirFaire: [] }),
    nom: null,
    prenom: null,
    civilite: null,
  })
  expect(stripped.professionnel).toMatchObject({ nom: null, professions: [], savoirFaire: [] })
})

test('an order based on old data says so', () => {
  const sources = [
    { nom: 'fhir', etat: 'perime', donneesDu: null, interrogeeLe: '2026-11-22T09:00:00Z' } as const,
  ]
  const person = professionnel({ situations: [situation({ de: { secteur: 'SA08', K } })] })
  const got = verify(person, {}, { sources })
  expect(got.alertes.map(({ code }) => code)).toContain('DONNEES_PERIMEES')
  expect(got.commandes[0]?.alertes.map(({ code }) => code)).toContain('DONNEES_PERIMEES')
})

test('before the first rule the answer is marked as given by analogy', () => {
  const alertes = (jour: string) =>
    verifyOne({ secteur: 'SA08', K }, { jour }).alertes.map(({ code }) => code)
  expect(alertes('2022-12-14')).toContain('DATE_ANTERIEURE')
  expect(alertes('2022-12-15')).not.toContain('DATE_ANTERIEURE')
})

test('a wrong key of the identifier to use warns', () => {
  const got = verifyOne({ secteur: 'SA33', F: '990000012' })
  expect(got.commandes[0]?.alertes.map(({ code }) => code)).toContain('IDENTIFIANT_CLE')
})

test('usages bring their warnings, and quantities taken for one are said to be', () => {
  const alertes = (usages: ('psc' | 'mssante-operateur' | 'dmp')[], contexte = {}) =>
    verifyOne({ secteur: 'SA08', K }, { usages, contexte }).commandes[0]?.alertes.map(
      ({ code }) => code,
    )
  expect(alertes(['psc'])).toEqual(
    expect.arrayContaining(['PSC_FOURNISSEUR', 'QUANTITE_PAR_DEFAUT']),
  )
  expect(alertes(['mssante-operateur'])).toEqual(['MSSANTE_OPERATEUR'])
  expect(alertes(['dmp'], { solutions: 2, instances: 1 })).toEqual([])
})

test('a structure typed principal is the main site though the list of its EJ does not type it', () => {
  const sites = [site(EG), site('990000011')]
  const got = verifyOne({
    secteur: 'SA25',
    F: EG,
    typeEtablissement: 'P',
    parent: entiteJuridique({ J: EJ, sites }),
  })
  expect(got.commandes[0]?.identifiant.valeur).toBe(EG)
})

test('only the part of the activity that was asked about is spoken of', () => {
  const de = { secteur: 'SA08', K }
  const person = professionnel({
    situations: [situation({ id: '1', actif: false, de }), situation({ id: '2', de })],
  })
  expect(verify(person, { situation: '1' }).resume).toMatch(/^La situation demandée/)
})

test('the EJ that orders is named by the EJ, and a name that reads SCM is the one quoted', () => {
  const got = verifyOne(
    {
      secteur: 'SA01',
      F: EG,
      J: EJ,
      raisonSociale: 'SITE NORD',
      enseigne: 'S.C.M. DES TILLEULS',
      parent: entiteJuridique({ J: EJ, r72: '13', raisonSociale: 'CH FICTIF' }),
    },
    {},
    { exercice: { savoirFaire: ['SM54'] } },
  )
  expect(got.commandes[0]?.commanditaire.nom).toBe('CH FICTIF')
  expect(got.situations[0]?.pourquoi.join(' ')).toContain('« S.C.M. DES TILLEULS »')
})

test('one alternative under two conditions keeps both', () => {
  const parent = entiteJuridique({ J: EJ, r72: '13' })
  const de = { secteur: 'SA01', F: EG, parent }
  const got = verify(
    professionnel(
      { situations: [situation({ id: '1', de })] },
      { savoirFaire: ['SM54'], situations: [situation({ id: '2', de })] },
    ),
    { contexte: { ris: 'unique' } },
  )
  expect(got.commandes[0]?.alternatives).toHaveLength(1)
  expect(got.commandes[0]?.alternatives[0]?.si).toMatch(/RIS ou si .*système d’information/)
})

test('several waiting situations are counted, and what is missing is named', () => {
  const de = { secteur: 'SA04', F: EG }
  const generaliste = { savoirFaire: ['SM54'] }
  const got = verify(
    professionnel({
      ...generaliste,
      situations: [situation({ id: '1', de }), situation({ id: '2', de })],
    }),
    { jour: '2026-11-23' },
  )
  expect(got.resume).toBe(
    'On ne peut encore commander dans aucune des deux situations : il faut d’abord faire inscrire par l’ARS le FINESS juridique, qui manque dans l’Annuaire.',
  )
})

test('two sites under one FINESS: a RIS of all sites leads to the EJ, which is theirs alone', () => {
  const clinique = (id: string, S: string) =>
    situation({
      id,
      de: { secteur: 'SA04', F: EG, S, parent: entiteJuridique({ J: EJ }) },
    })
  const person = professionnel({
    situations: [clinique('1019900001', SIRET), clinique('1019900002', '99900000300010')],
  })
  const asked = verify(person)
  expect(asked.issue).toBe('a_verifier')
  expect(
    asked.situations.map(({ verifications }) => verifications.map(({ code }) => code)),
  ).toEqual([
    ['H15', 'H11'],
    ['H15', 'H11'],
  ])
  const ris = asked.questions.find(({ champ }) => champ === 'contexte.ris')
  expect(ris?.options.map(({ valeur, alors }) => [valeur, alors?.issue])).toEqual([
    ['unique', 'decide'],
    ['par-site', 'a_verifier'],
  ])
})

test('each situation to choose from reads apart: name, sector, town, as far as they are known', () => {
  const adresse = { lignes: [], codePostal: null, commune: 'BREST' }
  const lieux = [
    { secteur: 'SA08', K, raisonSociale: 'CABINET', adresse },
    { secteur: 'SA09', S: SIRET, r72: '85', raisonSociale: 'SEL' },
    { F: EG, raisonSociale: 'SANS SECTEUR' },
  ]
  const situations = [
    ...lieux.map((de, i) => situation({ id: `${i}`, de })),
    situation({ id: '3', de: null }),
  ]
  const got = verify(professionnel({ situations }))
  const options = got.questions.find(({ champ }) => champ === 'situation')?.options
  expect(options?.map(({ valeur, libelle, alors }) => [valeur, libelle, alors?.issue])).toEqual([
    ['0', 'CABINET (Cabinet de groupe, BREST)', 'decide'],
    ['1', 'SEL (Exercice en société)', 'decide'],
    ['2', 'SANS SECTEUR', 'a_verifier'],
    ['3', 'Structure sans nom', 'a_verifier'],
  ])
  for (const { valeur, alors } of options ?? []) {
    expect(alors?.resume).toBe(verify(professionnel({ situations }), { situation: valeur }).resume)
  }
})
