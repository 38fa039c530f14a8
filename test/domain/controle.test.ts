import { describe, expect, test } from 'vitest'
import type { Contexte } from '../../src/domain/demande.ts'
import {
  IDENTIFIANT_TYPES,
  type IdentifiantType,
} from '../../src/domain/identifiants/identifiants.ts'
import { parseIdentifiant } from '../../src/domain/identifiants/parse-identifiant.ts'
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
  structure,
  type StructureInput,
  verify,
} from '../support/construire.ts'
import { askStructures } from '../support/demander-structure.ts'

const K = rangOf(RPPS)
const ej = entiteJuridique({ J: EJ })
const CABINET = { secteur: 'SA08', K, S: SIRET }
const SOCIETE = { secteur: 'SA09', S: SIRET, r72: '85' }
const CLINIQUE = { secteur: 'SA04', F: EG, S: SIRET, parent: ej }
const OFFICINE = { secteur: 'SA33', F: EG, S: SIRET, N: SIRET.slice(0, 9), parent: ej }
const LABORATOIRE = {
  secteur: 'SA25',
  F: '990000003',
  parent: entiteJuridique({
    J: EJ,
    sites: [site(EG, { typeEtablissement: 'P' }), site('990000003', { typeEtablissement: 'S' })],
  }),
}
const SCM = { secteur: 'SA09', S: SIRET, r72: '79' }
const GENERALISTE = ['SM54']

const controle = (
  de: StructureInput,
  [type, valeur]: readonly [IdentifiantType, string],
  more: { savoirFaire?: string[]; groupement?: true; terminee?: true } = {},
) =>
  verify(
    professionnel({
      savoirFaire: more.savoirFaire ?? ['SM44'],
      situations: [situation({ de, actif: more.terminee !== true })],
    }),
    {
      identifiantEnvisage: { type, valeur },
      contexte: more.groupement === undefined ? {} : { groupement: true },
    },
  ).controle

test.each([
  ['the RPPS rang of the cabinet', CABINET, ['RPPS_RANG', K], {}, true, 'conforme'],
  ['the SIRET of the société', SOCIETE, ['SIRET', SIRET], {}, true, 'conforme'],
  ['the EJ of a plateau technique', CLINIQUE, ['FINESS_EJ', EJ], {}, true, 'alternative_admise'],
  [
    'a structure that is over',
    CABINET,
    ['RPPS_RANG', K],
    { terminee: true },
    false,
    'activite_terminee',
  ],
  ['a SCM', SCM, ['SIRET', SIRET], {}, false, 'scm_non_reconnue'],
  [
    'a généraliste',
    CABINET,
    ['RPPS', RPPS],
    { savoirFaire: GENERALISTE },
    false,
    'certificat_inutile',
  ],
  ['nothing decided yet', { secteur: 'SA43' }, ['RPPS', RPPS], {}, null, 'a_verifier'],
  ['a RPPS where the clinic orders', CLINIQUE, ['RPPS', RPPS], {}, false, 'demande_en_liberal'],
  [
    'a RPPS rang where the société orders',
    SOCIETE,
    ['RPPS_RANG', K],
    {},
    false,
    'demande_en_liberal',
  ],
  [
    'a SIRET where the RPPS rang is wanted',
    CABINET,
    ['SIRET', SIRET],
    {},
    false,
    'siret_au_lieu_de_rpps_rang',
  ],
  [
    'a SIRET where the FINESS is wanted',
    CLINIQUE,
    ['SIRET', SIRET],
    {},
    false,
    'siret_au_lieu_de_finess',
  ],
  [
    'a SIREN where the FINESS is wanted',
    OFFICINE,
    ['SIREN', SIRET.slice(0, 9)],
    {},
    false,
    'siret_au_lieu_de_finess',
  ],
  ['the EJ of an officine', OFFICINE, ['FINESS_EJ', EJ], {}, false, 'ej_au_lieu_de_eg'],
  [
    'another site of the laboratory',
    LABORATOIRE,
    ['FINESS_EG', '990000003'],
    {},
    false,
    'identifiant_inconnu',
  ],
  [
    'a groupement',
    CLINIQUE,
    ['FINESS_EJ', '990780025'],
    { groupement: true },
    false,
    'groupement_sans_identifiant',
  ],
  [
    'somebody else’s RPPS rang',
    CABINET,
    ['RPPS_RANG', rangOf(AUTRE_RPPS)],
    {},
    false,
    'identifiant_inconnu',
  ],
] as const)('%s', (_, de, envisage, more, conforme, motif) => {
  expect(controle(de, envisage, more)).toMatchObject({ conforme, motif })
})

/** What a directory may show beside the identifier to order under, and is not it. */
const PLACES = { CABINET, SOCIETE, CLINIQUE, OFFICINE, LABORATOIRE } as const

test.each(Object.entries(PLACES))(
  'only the identifier that orders, under its own type, is the right one: %s',
  (_, de) => {
    const [commande] = verify(professionnel({ situations: [situation({ de })] })).commandes
    if (commande === undefined) throw new Error('no order')
    const admis = [commande, ...commande.alternatives].map(
      ({ identifiant: { type, valeur } }) => `${type} ${valeur}`,
    )
    const valeurs = [RPPS, K, EG, EJ, '990000003', SIRET, SIRET.slice(0, 9)]
    for (const type of IDENTIFIANT_TYPES) {
      for (const valeur of valeurs) {
        const ask = `${type} ${valeur}`
        expect([ask, controle(de, [type, valeur])?.conforme]).toEqual([ask, admis.includes(ask)])
      }
    }
  },
)

describe('with an order elsewhere, the structure that bears the identifier is what is judged', () => {
  const ailleurs = situation({ id: '1', de: OFFICINE })
  const envisage = { type: 'SIRET', valeur: '99900001100018' } as const
  const ask = (de: StructureInput, savoirFaire: string[]) =>
    verify(
      professionnel({ situations: [ailleurs] }, { savoirFaire, situations: [situation({ de })] }),
      { identifiantEnvisage: envisage },
    ).controle

  test('it still waits for an answer: nothing is refused', () => {
    const sansForme = { secteur: 'SA09', S: envisage.valeur, r72: '72' }
    expect(ask(sansForme, ['SM44'])).toEqual({
      conforme: null,
      motif: 'a_verifier',
      texte: 'On ne peut pas se prononcer avant les vérifications demandées.',
    })
  })

  test('the card is enough there: no other identifier is named', () => {
    expect(ask({ secteur: 'SA08', S: envisage.valeur }, GENERALISTE)).toEqual({
      conforme: false,
      motif: 'certificat_inutile',
      texte: 'Aucun certificat n’est nécessaire dans cette structure : la carte CPS suffit.',
    })
  })
})

test('of several orders, one that is not under a RPPS rang makes a RPPS a wrong one', () => {
  const [officine, cabinet] = [OFFICINE, CABINET].map((de, i) => situation({ id: `${i}`, de }))
  if (officine === undefined || cabinet === undefined) throw new Error('two are wanted')
  for (const situations of [[officine, cabinet], [cabinet, officine], [officine]]) {
    expect(
      verify(professionnel({ situations }), {
        identifiantEnvisage: { type: 'RPPS', valeur: RPPS },
      }).controle,
    ).toMatchObject({ conforme: false, motif: 'demande_en_liberal' })
  }
  expect(
    verify(professionnel({ situations: [cabinet] }), {
      identifiantEnvisage: { type: 'RPPS', valeur: RPPS },
    }).controle,
  ).toMatchObject({ conforme: false, motif: 'identifiant_inconnu' })
})

test('who bears the number is judged before who only shows it', () => {
  const parent = entiteJuridique({ J: EJ, sites: [site(EG), site('991000464')] })
  const envisage = { type: 'FINESS_EG', valeur: EG } as const
  const got = verify(
    professionnel(
      { situations: [situation({ id: '1', de: { ...OFFICINE, F: '991000464', parent } })] },
      {
        savoirFaire: GENERALISTE,
        situations: [situation({ id: '2', de: { secteur: 'SA08', F: EG } })],
      },
    ),
    { identifiantEnvisage: envisage },
  ).controle
  expect(got).toMatchObject({ conforme: false, motif: 'certificat_inutile' })
})

test('every reason has its sentence', () => {
  const texte = (...args: Parameters<typeof controle>) => controle(...args)?.texte
  expect([
    texte(CABINET, ['RPPS_RANG', K]),
    texte(CLINIQUE, ['FINESS_EJ', EJ]),
    texte(CABINET, ['RPPS_RANG', K], { terminee: true }),
    texte(SCM, ['SIRET', SIRET]),
    texte(CABINET, ['RPPS', RPPS], { savoirFaire: GENERALISTE }),
    texte({ secteur: 'SA43' }, ['RPPS', RPPS]),
    texte(CLINIQUE, ['RPPS', RPPS]),
    texte(CABINET, ['SIRET', SIRET]),
    texte(OFFICINE, ['SIRET', SIRET]),
    texte({ ...CLINIQUE, secteur: 'SA34' }, ['FINESS_EG', EG], { savoirFaire: GENERALISTE }),
    texte(OFFICINE, ['FINESS_EJ', EJ]),
    texte(CLINIQUE, ['FINESS_EJ', '990780025'], { groupement: true }),
    texte(CABINET, ['RPPS_RANG', rangOf(AUTRE_RPPS)]),
    texte(CLINIQUE, ['FINESS_EG', '990000036']),
  ]).toMatchInlineSnapshot(`
    [
      "C’est bien l’identifiant sous lequel commander.",
      "Cet identifiant est admis si un seul RIS sert tous les sites de l’entité juridique.",
      "Cet identifiant est celui d’une structure où l’activité du praticien ne compte pas : elle est terminée, ou c’est un remplacement.",
      "Cet identifiant est celui d’une structure enregistrée comme SCM, qui n’est pas reconnue. Chaque titulaire commande sous le RPPS rang de son propre cabinet.",
      "Aucun certificat n’est nécessaire : la carte CPS suffit.",
      "On ne peut pas se prononcer avant les vérifications demandées.",
      "C’est une demande en libéral, alors que la structure commande sous son propre identifiant. Il faut le FINESS géographique 991000456.",
      "C’est un SIRET ou un SIREN, alors que le cabinet commande sous son RPPS rang. Il faut le RPPS rang 10999000010000.",
      "C’est un SIRET ou un SIREN, alors que la structure commande sous son FINESS. Il faut le FINESS géographique 991000456.",
      "Cet identifiant est admis si chaque site a son propre système d’information.",
      "C’est un FINESS juridique, et non géographique. Il faut le FINESS géographique 991000456.",
      "Un groupement ne commande pas pour ses membres : chaque entité juridique commande sous le sien. Il faut le FINESS géographique 991000456. C’est peut-être le n° Assurance Maladie, que l’ANS ne publie pas et sous lequel on ne commande rien.",
      "D’après l’Annuaire, ce n’est pas un identifiant sous lequel commander ici. Il faut le RPPS rang 10999000010000.",
      "D’après l’Annuaire, ce n’est pas un identifiant sous lequel commander ici. Il faut le FINESS géographique 991000456. C’est peut-être le n° Assurance Maladie, que l’ANS ne publie pas et sous lequel on ne commande rien.",
    ]
  `)
  const deux = professionnel({
    situations: [situation({ id: '1', de: OFFICINE }), situation({ id: '2', de: CABINET })],
  })
  expect(
    verify(deux, { identifiantEnvisage: { type: 'RPPS_RANG', valeur: K } }).controle?.texte,
  ).toBe(
    'C’est l’identifiant d’une des commandes possibles : il ne convient que si le logiciel est utilisé là.',
  )
})

test('who orders beside an EJ that is a SCM is not sent to its titulaires', () => {
  const parent = entiteJuridique({ J: EJ, r72: '79' })
  expect(controle({ ...OFFICINE, r72: '85', parent }, ['FINESS_EJ', EJ])?.texte).toBe(
    `Cet identifiant est celui d’une structure enregistrée comme SCM, qui n’est pas reconnue. Il faut le FINESS géographique ${EG}.`,
  )
})

test('a refusal says what is expected', () => {
  expect(controle(CABINET, ['SIRET', SIRET])?.texte).toContain(`Il faut le RPPS rang ${K}.`)
})

test.each([
  ['the EG that orders', CLINIQUE, EG, true, 'conforme'],
  ['the EJ that is admitted', CLINIQUE, EJ, true, 'alternative_admise'],
  ['the EJ of an officine', OFFICINE, EJ, false, 'ej_au_lieu_de_eg'],
  ['a SIREN', OFFICINE, SIRET.slice(0, 9), false, 'siret_au_lieu_de_finess'],
  ['what no structure bears', CLINIQUE, '990000003', false, 'identifiant_inconnu'],
] as const)('nine digits without a type are what the directory says: %s', (...row) => {
  const [, de, valeur, conforme, motif] = row
  const { controle: got } = verify(professionnel({ situations: [situation({ de })] }), {
    identifiantEnvisage: {
      type: 'FINESS_EG',
      autresTypes: ['FINESS_EJ', 'SIREN'],
      valeur,
      avertissement: 'Doute.',
    },
  })
  expect(got).toMatchObject({ conforme, motif })
  expect(got?.texte.endsWith(' Doute.')).toBe(motif === 'identifiant_inconnu')
})

test.each([
  [
    'main site',
    { secteur: 'SA25', F: EG, parent: ej },
    { sitePrincipal: '991000464' },
    { type: 'FINESS_EJ', autresTypes: ['SIREN', 'FINESS_EG'], valeur: '991000464' },
  ],
  [
    'SIRET',
    { secteur: 'SA09', N: SIRET.slice(0, 9), r72: '85' },
    { siret: SIRET },
    { type: 'RPPS_RANG', autresTypes: ['SIRET'], valeur: SIRET },
  ],
] as const)('a number without a type is that of the %s that the request declares', (...row) => {
  const [, de, contexte, identifiantEnvisage] = row
  const { controle: got } = verify(professionnel({ situations: [situation({ de })] }), {
    contexte,
    identifiantEnvisage,
  })
  expect(got).toMatchObject({ conforme: true, motif: 'conforme' })
})

test('no identifier in mind, no control', () => {
  expect(verify(professionnel({ situations: [situation({ de: CABINET })] })).controle).toBeNull()
})

test('nine digits that are nobody’s FINESS may be the n° Assurance Maladie', () => {
  const got = controle(CLINIQUE, ['FINESS_EG', '990000036'])
  expect(got).toMatchObject({ conforme: false, motif: 'identifiant_inconnu' })
  expect(got?.texte).toMatch(/Assurance Maladie/)
  expect(controle(CLINIQUE, ['FINESS_EJ', EG])?.texte).not.toMatch(/Assurance Maladie/)
  expect(parseIdentifiant('FINESS_EG', '990000011')).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/Assurance Maladie/),
  })
})

describe('the FINESS of a site of an EJ asked for itself is not a stranger’s', () => {
  const AUTRE_EG = '991000464'
  const of = (secteurActivite: string) =>
    structure({
      J: EJ,
      nature: 'EJ',
      r72: '13',
      sites: [site(EG, { secteurActivite }), site(AUTRE_EG, { secteurActivite })],
    })
  const ask = (
    secteur: string,
    contexte: Contexte = {},
    valeur = EG,
    autresTypes: readonly IdentifiantType[] = [],
  ) =>
    askStructures(EJ, [of(secteur)], {
      contexte,
      identifiantEnvisage: {
        type: 'FINESS_EG',
        autresTypes,
        valeur,
        avertissement: autresTypes.length > 0 ? 'Doute.' : null,
      },
    }).controle
  const A_VERIFIER = {
    conforme: null,
    motif: 'a_verifier',
    texte: 'On ne peut pas se prononcer avant les vérifications demandées.',
  }
  const AU_LIEU = {
    conforme: false,
    motif: 'eg_au_lieu_de_ej',
    texte: `C’est un FINESS géographique, et non juridique. Il faut le FINESS juridique ${EJ}.`,
  }

  test.each([
    ['which site is asked', 'SA33', {}, A_VERIFIER],
    [
      'which site is asked, one system per site',
      'SA01',
      { systemeInformation: 'par-site' },
      A_VERIFIER,
    ],
    ['each site may have a system of its own', 'SA01', {}, A_VERIFIER],
    ['the EJ orders for all', 'SA01', { systemeInformation: 'commun' }, AU_LIEU],
  ] as const)('%s', (_, secteur, contexte, attendu) => {
    expect(ask(secteur, contexte)).toEqual(attendu)
    expect(ask(secteur, contexte, EG, ['FINESS_EJ', 'SIREN'])).toEqual(attendu)
  })

  test('what is no site of it may still be anything', () => {
    expect(ask('SA01', { systemeInformation: 'commun' }, '990000036')).toMatchObject({
      motif: 'identifiant_inconnu',
      texte: expect.stringMatching(/commander ici\. .*Assurance Maladie/),
    })
  })

  test('the sites of a laboratory: the main one, and the others', () => {
    const labo = {
      secteur: 'SA25',
      F: AUTRE_EG,
      parent: entiteJuridique({
        J: EJ,
        sites: [site(EG, { typeEtablissement: 'P' }), site(AUTRE_EG), site('991000472')],
      }),
    }
    expect(controle(labo, ['FINESS_EG', EG])).toMatchObject({ motif: 'conforme' })
    const autre = controle(labo, ['FINESS_EG', '991000472'])
    expect(autre).toMatchObject({ conforme: false, motif: 'identifiant_inconnu' })
    expect(autre?.texte).not.toMatch(/Assurance Maladie/)
    // Of what type it is, the directory shows: nothing more is said of the number itself.
    const sansType = verify(professionnel({ situations: [situation({ de: labo })] }), {
      identifiantEnvisage: {
        type: 'FINESS_EJ',
        autresTypes: ['SIREN', 'FINESS_EG'],
        valeur: '991000472',
        avertissement: 'Doute.',
      },
    }).controle
    expect(sansType).toEqual(autre)
  })
})

test('what the directory shows of a structure without a type is no stranger’s either', () => {
  const officine = { ...OFFICINE, illisibles: ['991000480'] }
  const got = controle(officine, ['FINESS_EJ', '991000480'])
  expect(got).toMatchObject({ motif: 'identifiant_inconnu' })
  expect(got?.texte).not.toMatch(/Assurance Maladie/)
})

test.each<[contexte: Contexte, juste: IdentifiantType, autre: IdentifiantType, motif: string]>([
  [{ ris: 'par-site' }, 'FINESS_EG', 'FINESS_EJ', 'ej_au_lieu_de_eg'],
  [{ ris: 'unique' }, 'FINESS_EJ', 'FINESS_EG', 'eg_au_lieu_de_ej'],
])('the alternative that %j rules out is refused', (contexte, juste, autre, motif) => {
  const check = (type: IdentifiantType, contexte: Contexte) =>
    verify(professionnel({ situations: [situation({ de: CLINIQUE })] }), {
      contexte,
      identifiantEnvisage: { type, valeur: type === 'FINESS_EG' ? EG : EJ },
    }).controle
  expect(check(juste, contexte)).toMatchObject({ conforme: true, motif: 'conforme' })
  expect(check(autre, contexte)).toMatchObject({ conforme: false, motif })
  expect(check('FINESS_EJ', {})).toMatchObject({ conforme: true, motif: 'alternative_admise' })
  // What is said of another system rules nothing out.
  expect(check('FINESS_EJ', { systemeInformation: 'par-site' })).toMatchObject({ conforme: true })
})
