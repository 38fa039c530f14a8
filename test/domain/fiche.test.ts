import { describe, expect, test } from 'vitest'
import { numerosFictifs } from '../../src/adapters/annuaires/fictif.ts'
import { listFiche } from '../../src/domain/mots/fiche-texte.ts'
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
  situation,
  verify,
  verifyOne,
} from '../support/construire.ts'
import { createService } from '../support/service.ts'

type Fiche = Verification['commandes'][number]['fiche']

const K = rangOf(RPPS)

const ficheOf = (verification: Verification): Fiche => {
  const [commande] = verification.commandes
  if (commande === undefined) throw new Error(`no order: ${verification.resume}`)
  return commande.fiche
}

const champ = ({ champs }: Fiche, code: string) => champs.find((one) => one.code === code)

/** A sheet as a person reads it: what is written where, then what is left to the caller. */
const golden = ({ formulaire, champs, consignes }: Fiche) => ({
  formulaire,
  porte: champs.flatMap(({ section, code, valeur, origine }) =>
    valeur === null ? [] : [`${section ?? '-'} ${code} = ${valeur} (${origine})`],
  ),
  aCompleter: champs.filter(({ valeur }) => valeur === null).map(({ code }) => code),
  modeles: champs.flatMap(({ code, modele }) => (modele === null ? [] : [`${code} : ${modele}`])),
  consignes: consignes.map(({ code }) => code),
})

const DU_SIGNATAIRE = [
  'signataire-nom',
  'signataire-prenom',
  'signataire-telephone',
  'signataire-email',
  'signataire-carte',
]
const DE_L_AT = ['at-carte', 'at-nom', 'at-prenom', 'at-telephone', 'at-email']
const DE_LA_FIN = ['conditions', 'date', 'signature', 'cachet']
const SANS_USAGE = ['certificat-org', 'certificat-serveur', 'domaine']

const etablissement = (denomination: string, finess: string) => ({
  formulaire: 'F413',
  porte: [`3.1 denomination = ${denomination} (annuaire)`, `3.1 finess = ${finess} (annuaire)`],
  aCompleter: [
    'qualite',
    ...DU_SIGNATAIRE,
    ...DE_L_AT,
    'usage',
    'editeur',
    'solution',
    ...SANS_USAGE,
    ...DE_LA_FIN,
  ],
  modeles: ['qualite : [Responsable légal ou Mandataire]'],
  consignes: ['VERSION', 'CONTRAT', 'ADMINISTRATEURS', 'ENVOI', 'MES_HABILITATIONS'],
})

describe('the sheet of an order of each kind', () => {
  test('cabinet: RPPS rang, the titulaire signs, boxes and sentence from the usages', () => {
    const usages = ['dmp', 'insi-auto'] as const
    const fiche = ficheOf(
      verifyOne({ secteur: 'SA08', K, raisonSociale: 'CABINET FICTIF' }, { usages }),
    )
    expect(golden(fiche)).toEqual({
      formulaire: 'F413',
      porte: [
        '3.1 denomination = CABINET FICTIF (annuaire)',
        `3.1 rpps-rang = ${K} (annuaire)`,
        '3.2 qualite = Titulaire de structure libérale (annuaire)',
        '3.2 signataire-nom = TESTARD (annuaire)',
        '3.2 signataire-prenom = Camille (annuaire)',
        '4.3 certificat-org = Cocher (demande)',
      ],
      aCompleter: [
        ...DU_SIGNATAIRE.slice(2),
        ...DE_L_AT,
        'usage',
        'editeur',
        'solution',
        ...DE_LA_FIN,
      ],
      modeles: [
        'usage : DMP : alimentation par la structure depuis [logiciel] (AUTH_CLI + SIGN) ; INSi : appels automatiques (CN INSI-AUTO) depuis [logiciel]',
      ],
      consignes: ['VERSION', 'CONTRAT', 'ADMINISTRATEURS', 'ENVOI', 'MES_HABILITATIONS', 'CN'],
    })
    expect(fiche.consignes.find(({ code }) => code === 'CONTRAT')?.texte).toContain(
      'sans contrat d’adhésion',
    )
  })

  test('cabinet of somebody else: the titulaire signs, whose name the directory does not give', () => {
    const fiche = ficheOf(verifyOne({ secteur: 'SA08', K: rangOf(AUTRE_RPPS) }))
    expect(champ(fiche, 'qualite')?.valeur).toBe('Titulaire de structure libérale')
    expect(champ(fiche, 'signataire-nom')).toMatchObject({ valeur: null, origine: 'a-completer' })
    expect(champ(fiche, 'signataire-nom')?.note).toContain(AUTRE_RPPS)
  })

  test('société: SIRET; in what quality it signs is not published, and is said so', () => {
    const fiche = ficheOf(
      verifyOne({ secteur: 'SA09', S: SIRET, r72: '85', raisonSociale: 'SEL FICTIVE' }),
    )
    expect(golden(fiche)).toEqual({
      ...etablissement('', ''),
      porte: ['3.1 denomination = SEL FICTIVE (annuaire)', `3.1 siret = ${SIRET} (annuaire)`],
      modeles: ['qualite : [Responsable légal, Mandataire ou Titulaire de structure libérale]'],
    })
    expect(fiche.consignes.find(({ code }) => code === 'CONTRAT')?.texte).toContain(
      'demandez à l’ANS',
    )
  })

  const hopital = { secteur: 'SA01', F: EG, parent: entiteJuridique({ J: EJ, r72: '13' }) }

  test('hospital: FINESS of the EJ, and the EG that may take its place', () => {
    const fiche = ficheOf(verifyOne(hopital, {}, { exercice: { savoirFaire: ['SM54'] } }))
    expect(golden(fiche)).toEqual(etablissement('EJ FICTIVE', EJ))
    expect(champ(fiche, 'finess')?.note).toBe(
      `FINESS juridique. Laissez vides N° SIRET et RPPS rang. À sa place, le FINESS géographique ${EG}, si chaque site a son propre système d’information.`,
    )
  })

  test('plateau technique: FINESS of the EG', () => {
    const fiche = ficheOf(verifyOne(hopital, { contexte: { ris: 'par-site' } }))
    expect(golden(fiche)).toEqual(etablissement('STRUCTURE FICTIVE', EG))
  })

  test.each([
    ['a laboratory', { secteur: 'SA25', typeEtablissement: 'P' as const }],
    ['a centre de santé', { secteur: 'SA05' }],
  ])('%s: FINESS of its EG', (_, de) => {
    const fiche = ficheOf(verifyOne({ ...de, F: EG }, {}, { exercice: { savoirFaire: [] } }))
    expect(golden(fiche)).toEqual(etablissement('STRUCTURE FICTIVE', EG))
  })

  test('officine: not the F413, and what is not published of its own form is said', () => {
    const fiche = ficheOf(verifyOne({ secteur: 'SA33', F: EG }, { usages: ['dmp'] }))
    expect(golden(fiche)).toEqual({
      formulaire: 'bon-de-commande-segur',
      porte: [
        '- denomination = STRUCTURE FICTIVE (annuaire)',
        `- finess = ${EG} (annuaire)`,
        '- certificat-org = Cocher (demande)',
      ],
      aCompleter: ['usage', 'editeur', 'solution'],
      modeles: ['usage : DMP : alimentation par la structure depuis [logiciel] (AUTH_CLI + SIGN)'],
      consignes: ['BON_DE_COMMANDE', 'MES_HABILITATIONS'],
    })
    expect(fiche.consignes[0]?.texte).toContain('Ni ses champs ni qui le signe ne sont publiés')
  })

  test('operator of MSSanté: the box of the server alone, its domain left to the caller', () => {
    const usages = ['mssante-operateur'] as const
    const fiche = ficheOf(verifyOne(hopital, { usages }, { exercice: { savoirFaire: ['SM54'] } }))
    expect(champ(fiche, 'certificat-org')).toBe(undefined)
    expect(champ(fiche, 'certificat-serveur')?.valeur).toBe('Cocher')
    expect(champ(fiche, 'domaine')).toMatchObject({ valeur: null, origine: 'a-completer' })
    expect(champ(fiche, 'usage')?.modele).toBe('Opérateur MSSanté : serveur [nom de domaine]')
  })
})

test('every other usage has its sentence, and every sentence a hole for the caller', () => {
  const usages = ['insi-manu', 'mssante-bal', 'psc', 'ror'] as const
  const fiche = ficheOf(verifyOne({ secteur: 'SA08', K }, { usages }))
  expect(champ(fiche, 'usage')).toMatchObject({
    valeur: null,
    origine: 'a-completer',
    modele:
      'INSi : appels manuels (CN INSI-MANU) depuis [logiciel] ; MSSanté : accès de [logiciel] à la BAL auprès de l’opérateur [opérateur] ; Fournisseur de service PSC : [service], Client_ID [Client_ID] ; ROR : consultation depuis [logiciel]',
  })
})

describe('an identifier that the request declares', () => {
  const origineOf = (fiche: Fiche) =>
    fiche.champs.find(({ code }) => code === 'finess' || code === 'siret')

  test('a SIRET of which the directory gives the SIREN alone', () => {
    const SIREN = SIRET.slice(0, 9)
    const societe = { secteur: 'SA09', N: SIREN, r72: '85' }
    const contexte = { siret: SIRET }
    expect(origineOf(ficheOf(verifyOne(societe, { contexte })))).toMatchObject({
      valeur: SIRET,
      origine: 'demande',
    })
    // A second situation reads it: it is the directory's.
    const situations = [societe, { ...societe, S: SIRET }].map((de, i) =>
      situation({ id: `${i}`, de }),
    )
    const deux = verify(professionnel({ situations }), { contexte })
    expect(origineOf(ficheOf(deux))).toMatchObject({ valeur: SIRET, origine: 'annuaire' })
  })

  test('a main site that the directory does not confirm', () => {
    const contexte = { sitePrincipal: EG }
    const of = (type: 'P' | null) =>
      origineOf(
        ficheOf(
          verifyOne(
            { secteur: 'SA25', F: EG, parent: entiteJuridique({ J: EJ }), typeEtablissement: type },
            { contexte },
          ),
        ),
      )
    expect(of('P')).toMatchObject({ valeur: EG, origine: 'annuaire' })
    const autre = { secteur: 'SA25', F: '991000464', parent: entiteJuridique({ J: EJ }) }
    expect(origineOf(ficheOf(verifyOne(autre, { contexte })))).toMatchObject({
      valeur: EG,
      origine: 'demande',
    })
  })
})

test('of situations in different couloirs under one identifier, neither’s form nor steps are taken', () => {
  const parent = entiteJuridique({ J: EJ })
  const de = (id: string, secteur: string) =>
    situation({ id, de: { secteur, F: EG, S: SIRET, parent } })
  for (const secteurs of [
    ['SA33', 'SA05'],
    ['SA05', 'SA33'],
  ] as const) {
    const vue = verify(
      professionnel({ situations: secteurs.map((secteur, i) => de(`${i}`, secteur)) }),
    )
    expect(vue.commandes.map(({ situations }) => situations.length)).toEqual([2])
    expect(ficheOf(vue).formulaire).toBe('F413')
    const etapes = vue.commandes[0]?.etapes.map(({ code }) => code)
    expect(etapes).not.toContain('BON_DE_COMMANDE_SEGUR')
    expect(etapes).toContain('DESIGNATION')
  }
})

test('a denomination longer than a certificate keeps is written whole, and said', () => {
  const write = (longueur: number): Fiche =>
    ficheOf(verifyOne({ secteur: 'SA33', F: EG, raisonSociale: 'Œ'.repeat(longueur) }))
  expect(write(40).consignes.map(({ code }) => code)).not.toContain('DENOMINATION_LONGUE')
  expect(champ(write(41), 'denomination')?.valeur).toHaveLength(41)
  const consigne = write(41).consignes.find(({ code }) => code === 'DENOMINATION_LONGUE')
  expect(consigne?.texte).toContain('a 41 caractères')
  expect(consigne?.source.document).toContain('SAS')
})

test('two spellings of a name: the first of the alphabet, the other beside it', () => {
  const parent = entiteJuridique({ J: EJ, r72: '13' })
  const de = (id: string, raisonSociale: string) =>
    situation({ id, de: { secteur: 'SA33', F: EG, S: SIRET, parent, raisonSociale } })
  const fiche = ficheOf(
    verify(professionnel({ situations: [de('1', 'PHARMACIE B'), de('2', 'PHARMACIE A')] })),
  )
  expect(champ(fiche, 'denomination')).toMatchObject({
    valeur: 'PHARMACIE A',
    note: 'L’Annuaire écrit aussi : PHARMACIE B.',
  })
})

test.each([
  [4, 'un formulaire suffit'],
  [5, 'il faut 2 formulaires'],
])('%i RPPS rang of one titulaire: each sheet bears one, and says that %s', (count, suite) => {
  const rangs = Array.from({ length: count }, (_, i) => rangOf(RPPS, `0${i}`))
  const situations = rangs.map((rang, i) =>
    situation({ id: `${i}`, de: { secteur: 'SA08', K: rang } }),
  )
  const { commandes } = verify(professionnel({ situations }))
  expect(commandes.map(({ fiche }) => champ(fiche, 'rpps-rang')?.valeur)).toEqual(rangs)
  for (const { fiche } of commandes) {
    const texte = fiche.consignes.find(({ code }) => code === 'RANGS')?.texte
    expect(texte).toContain(rangs.join(', '))
    expect(texte).toContain(suite)
  }
})

describe('the administrateur technique of the request', () => {
  const candidat = { carte: '3199000011', nom: 'Testard', prenom: 'Camille' }
  const write = (recevable: boolean | null, carte = candidat.carte): Fiche =>
    ficheOf(
      verify(
        professionnel({ situations: [situation({ de: { secteur: 'SA08', K } })] }),
        {},
        {
          administrateurTechnique: {
            candidat: { ...candidat, carte },
            avis: { recevable, motifs: [] },
          },
        },
      ),
    )
  const filled = (fiche: Fiche) =>
    ['at-carte', 'at-nom', 'at-prenom'].map((code) => champ(fiche, code)?.valeur)

  test('is written down, as coming from the request', () => {
    expect(filled(write(true))).toEqual(['3199000011', 'Testard', 'Camille'])
    expect(champ(write(true), 'at-carte')).toMatchObject({
      origine: 'demande',
      note: '10 chiffres. La dernière en date, active.',
    })
    expect(champ(write(null), 'at-carte')?.note).toContain('demandez à voir la carte')
  })

  test('is not written down when he would be refused', () => {
    expect(filled(write(false))).toEqual([null, null, null])
    expect(champ(write(false), 'at-carte')?.note).toContain('n’est pas recevable')
  })

  test('a card that the field cannot hold is not cut', () => {
    const carte = champ(write(null, '319900001122'), 'at-carte')
    expect(carte).toMatchObject({ valeur: null, origine: 'a-completer' })
    expect(carte?.note).toContain('a 12 caractères : le champ en prend 10')
  })

  test('has his card on the form alone: not in the text to paste', () => {
    const texte = listFiche(write(true)).join('\n')
    expect(texte).not.toContain(candidat.carte)
    expect(texte).toContain('n° de carte : donné dans la demande')
  })
})

describe('of every fictitious number', () => {
  const LONGUEURS: Record<string, number> = { finess: 9, siret: 14, 'rpps-rang': 14 }
  const TYPES: Record<string, string> = {
    FINESS_EG: 'finess',
    FINESS_EJ: 'finess',
    SIRET: 'siret',
    RPPS_RANG: 'rpps-rang',
  }

  test.each(numerosFictifs.filter(({ probleme }) => probleme === null))(
    '$numero: the identifier of each order stands in its field, alone and whole',
    async ({ numero, issue }) => {
      const response = await createService().post({ numero })
      const { commandes, ...verification } = Verification.parse(await response.json())
      expect(verification.issue).toBe(issue)
      if (issue === 'decide') expect(commandes).toHaveLength(1)
      if (issue === 'sans_certificat') expect(commandes).toEqual([])
      for (const { identifiant, fiche } of commandes) {
        const portes = fiche.champs.filter(({ code }) => code in LONGUEURS)
        expect(portes.map(({ code, valeur }) => [code, valeur])).toEqual([
          [TYPES[identifiant.type], identifiant.structIdNat?.slice(1)],
        ])
        expect(portes[0]?.valeur).toBe(identifiant.valeur)
        expect(portes[0]?.valeur).toHaveLength(LONGUEURS[portes[0]?.code ?? ''] ?? 0)
        for (const { valeur, origine } of fiche.champs) {
          expect(origine === 'a-completer').toBe(valeur === null)
        }
      }
    },
  )
})

test('what a sheet says is cited, each where it was read', () => {
  const rangs = [0, 1].map((i) =>
    situation({ id: `${i}`, de: { secteur: 'SA08', K: rangOf(RPPS, `0${i}`) } }),
  )
  const longue = { raisonSociale: 'Œ'.repeat(41) }
  const toutes = [
    ...verify(professionnel({ situations: rangs }), { usages: ['insi-auto'] }).commandes,
    ...verifyOne({ secteur: 'SA09', S: SIRET, r72: '85', ...longue }).commandes,
    ...verifyOne({ secteur: 'SA33', F: EG }).commandes,
    ...verifyOne({ secteur: 'SA05', F: EG }, {}, { exercice: { savoirFaire: [] } }).commandes,
  ].flatMap(({ fiche }) => fiche.consignes)
  const cited = toutes.map(
    ({ code, source: { document, repere } }) => `${code} : ${document}, ${repere}`,
  )
  expect([...new Set(cited)].toSorted()).toMatchInlineSnapshot(`
    [
      "ADMINISTRATEURS : ANS, formulaire F413 de demande de certificats, § 4.1",
      "BON_DE_COMMANDE : ANS, webinaire « Règles et processus de commande des certificats », Règles pour les professionnels libéraux",
      "CN : ANS, formulaire F413 de demande de certificats, § 4.3",
      "CONTRAT : ANS, formulaire F413 de demande de certificats, § 1 et 2",
      "CONTRAT : Qui commande ?, décisions du service, H21",
      "DENOMINATION_LONGUE : ANS, service d’accès aux soins (SAS), exigences sur les certificats, DN d’un certificat de production",
      "ENVOI : ANS, formulaire F413 de demande de certificats, Envoi de la demande",
      "MES_HABILITATIONS : ANS, guides du portail mesHabilitations, Gérer les délégués",
      "RANGS : ANS, formulaire F413 de demande de certificats, § 3.1",
      "VERSION : ANS, formulaire F413 de demande de certificats, Index des formulaires",
    ]
  `)
})
