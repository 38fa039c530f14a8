import { expect, test } from 'vitest'
import type { Verification } from '../../src/domain/verification.ts'
import {
  EG,
  EJ,
  entiteJuridique,
  professionnel,
  SIRET,
  site,
  situation,
  structure,
  verify,
  verifyOne,
} from '../support/construire.ts'
import { askStructures } from '../support/demander-structure.ts'

/** Each field of the request that a question can be answered in, and what the page offers there. */

const parent = entiteJuridique({ J: EJ, r72: '13' })
const GENERALISTE = { exercice: { savoirFaire: ['SM54'] } }
const USAGES = ['dmp'] as const

const tell = ({ questions }: Pick<Verification, 'questions'>): string[] =>
  questions.map(
    ({ champ, code, texte, options, multiple }) =>
      `${champ} (${code}${multiple ? ', several' : ''}) ${texte} ${options
        .map(({ valeur, libelle, alors }) => `[${valeur}] ${libelle} → ${alors?.issue ?? '-'}`)
        .join(' ; ')}`,
  )

const CAS: [string, () => Pick<Verification, 'questions'>][] = [
  ['which situation', () => verify(professionnel({ situations: DEUX }), { usages: USAGES })],
  ['RIS', () => verifyOne({ secteur: 'SA04', F: EG, parent }, { usages: USAGES })],
  ['system', () => verifyOne({ secteur: 'SA01', F: EG, parent }, { usages: USAGES }, GENERALISTE)],
  [
    'public or private',
    () =>
      verifyOne({ secteur: 'SA02', F: EG, parent: entiteJuridique({ J: EJ }) }, {}, GENERALISTE),
  ],
  ['own name or company', () => verifyOne({ secteur: 'SA09', S: SIRET, r72: '72' })],
  ['whose software', () => verifyOne({ secteur: 'SA52' })],
  ['SIRET', () => verifyOne({ secteur: 'SA09', N: SIRET.slice(0, 9), r72: '85' })],
  [
    'main site',
    () =>
      verifyOne({
        secteur: 'SA25',
        F: EG,
        parent: entiteJuridique({
          J: EJ,
          sites: [
            site(EG),
            site('991000464', { raisonSociale: null }),
            site('991000472', { fermeture: '2020-01-01' }),
          ],
        }),
      }),
  ],
  [
    'who practises',
    () =>
      askStructures(EG, [structure({ secteur: 'SA08', K: '10999000010000' })], {
        usages: USAGES,
      }),
  ],
  ['usages', () => verifyOne({ secteur: 'SA33', F: EG })],
]

test('each question can be answered in its field, by what is offered there', () => {
  expect(CAS.map(([what, ask]) => `${what}: ${tell(ask()).join('; ')}`)).toMatchInlineSnapshot(`
    [
      "which situation: situation (H07) Dans laquelle de ces situations d’exercice le logiciel est-il utilisé ? [1] STRUCTURE FICTIVE (Cabinet de groupe) → decide ; [2] PHARMACIE (Pharmacie d'officine) → decide",
      "RIS: contexte.ris (H11) Un seul RIS sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ? [unique] Un seul RIS → decide ; [par-site] Un RIS par site → decide",
      "system: contexte.systemeInformation (H11) Un seul système d’information sert-il tous les sites de l’entité juridique, ou chaque site a-t-il le sien ? [commun] Un seul système → decide ; [par-site] Un système par site → decide",
      "public or private: contexte.statut (H13) L’établissement est-il public ou privé, d’après son statut juridique ? [public] Public → decide ; [prive] Privé → decide",
      "own name or company: contexte.exercice (H04) Le praticien exerce-t-il en son nom propre ou pour une société d’exercice ? [nom-propre] En son nom propre → a_verifier ; [societe] Pour une société d’exercice (SEL ou SCP) → decide",
      "whose software: contexte.logiciel (H19) À qui est le logiciel : à la maison de santé, ou au praticien ? [structure] À la maison de santé → a_verifier ; [praticien] Au praticien → a_verifier",
      "SIRET: contexte.siret (H22) Quel est le SIRET de la société ? L’Annuaire ne donne que son SIREN. ",
      "main site: contexte.sitePrincipal (H14) Quel est le site principal du laboratoire ? Donnez son FINESS géographique. [991000456] SITE 991000456 → decide ; [991000464] 991000464 → decide",
      "who practises: contexte.praticien (H24) Qui utilise le logiciel dans cette structure ? [radiologue] Un radiologue libéral → decide ; [medecin] Un autre médecin libéral → a_verifier ; [autre] Quelqu’un d’autre : une autre profession, ou un médecin salarié → a_verifier",
      "usages: usages (USAGES, several) À quoi le logiciel servira-t-il ? [dmp] Alimenter le DMP → - ; [insi-auto] Appeler INSi automatiquement → - ; [insi-manu] Appeler INSi à la demande d’un utilisateur → - ; [mssante-bal] Échanger par une boîte MSSanté applicative → - ; [mssante-operateur] Être opérateur MSSanté → - ; [psc] Être fournisseur de service Pro Santé Connect → - ; [ror] Échanger avec le ROR → -",
    ]
  `)
})

test('nothing is asked where nothing is left to know', () => {
  expect(tell(verifyOne({ secteur: 'SA33', F: EG }, { usages: USAGES }))).toEqual([])
})

test('a question of two situations stands once, with the options of both', () => {
  const labo = (id: string, F: string, J: string) =>
    situation({
      id,
      de: {
        secteur: 'SA25',
        F,
        parent: entiteJuridique({ J, sites: [site(F), site('991000480')] }),
      },
    })
  const vue = verify(
    professionnel({ situations: [labo('1', EG, EJ), labo('2', '991000464', '991000472')] }),
  )
  expect(
    vue.questions.map(({ champ, options }) => [champ, options.map(({ valeur }) => valeur)]),
  ).toEqual([['contexte.sitePrincipal', [EG, '991000480', '991000464']]])
})

const DEUX = [
  situation({ id: '1', de: { secteur: 'SA08', K: '10999000010000' } }),
  situation({ id: '2', de: { secteur: 'SA33', F: EG, raisonSociale: 'PHARMACIE' } }),
]
