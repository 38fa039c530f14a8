import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rppsRangTitulaire } from '../../src/domain/identifiants/identifiants.ts'
import { answerStructure } from '../../src/domain/reponse/answer-structure.ts'
import type { IdentifiantEnvisage } from '../../src/domain/reponse/controle.ts'
import type { Contexte, Praticien, Usage } from '../../src/domain/demande.ts'
import { USAGES } from '../../src/domain/demande.ts'
import type { SituationExercice, Structure } from '../../src/domain/situation-exercice.ts'
import type {
  Commande,
  PointAVerifier,
  Verification,
  VerificationStructure,
} from '../../src/domain/verification.ts'
import { contexte, EGS, EJS, often, one, SIRETS, structure } from '../support/au-hasard.ts'
import { professionnel, RPPS, situation, verify } from '../support/construire.ts'

/**
 * A structure asked for itself beside a practitioner in it, over random structures: the same rules,
 * so the same answer. `STRUCTURES=20000 npx vitest run --project node
 * test/domain/structure-seule.test.ts` runs that many.
 */

type Cas = {
  lieu: Structure
  contexte: Contexte
  jour: string
  usages: readonly Usage[]
  identifiantEnvisage: IdentifiantEnvisage | null
}

const cas: fc.Arbitrary<Cas> = fc.record({
  lieu: structure,
  contexte,
  jour: one('2022-12-15', '2023-06-15', '2023-10-13', '2026-11-28'),
  usages: often<readonly Usage[]>(
    [4, fc.constant([])],
    [1, one(...USAGES).map((usage) => [usage])],
  ),
  identifiantEnvisage: often<IdentifiantEnvisage | null>(
    [1, fc.constant(null)],
    [1, one(...SIRETS).map((valeur) => ({ type: 'SIRET' as const, valeur }))],
    [1, one(...EGS).map((valeur) => ({ type: 'FINESS_EG' as const, valeur }))],
    [1, one(...EJS).map((valeur) => ({ type: 'FINESS_EJ' as const, valeur }))],
  ),
})

const askStructure = ({ lieu, ...demande }: Cas, praticien?: Praticien): VerificationStructure =>
  answerStructure({
    demande: {
      identifiant: { type: 'FINESS', valeur: lieu.identifiants.finessEg ?? '' },
      ...demande,
      contexte: { ...demande.contexte, ...(praticien === undefined ? {} : { praticien }) },
    },
    structures: [lieu],
    fictif: true,
    sources: [],
  })

/** Somebody who practises there, as the caller would declare him. */
const PRATICIENS = {
  radiologue: { professions: ['10'], savoirFaire: ['SM44'] },
  medecin: { professions: ['10'], savoirFaire: ['SM26'] },
  autre: { professions: ['70'], savoirFaire: [] },
} as const

const isSociete = ({ secteurActivite }: Structure): boolean => secteurActivite === 'SA09'

/** Who is asked about: the titulaire of the cabinet where there is one, an associé of a société. */
const askPraticien = (
  { lieu, ...demande }: Cas,
  qui: Praticien,
  more: Partial<SituationExercice> = {},
): Verification => {
  const { professions, savoirFaire } = PRATICIENS[qui]
  const place = situation({ fonction: isSociete(lieu) ? 'FON-02' : 'FON-01', ...more })
  const person = professionnel({
    professions: [...professions],
    savoirFaire: [...savoirFaire],
    situations: [{ ...place, structure: lieu }],
  })
  const rang = lieu.identifiants.rppsRang?.valeur
  const rpps = rang === undefined ? RPPS : rppsRangTitulaire(rang)
  return verify({ ...person, rpps }, demande)
}

/** What only an answer about a structure says, or only one about somebody. */
const PROPRES = new Set([
  'praticien-inconnu',
  'praticien-declare',
  'plateau-technique-praticien-inconnu',
])

const toOrdre = (commandes: readonly Commande[]) =>
  commandes.map(({ commanditaire: { role, rpps, nom, noms }, ...rest }) => ({
    ...rest,
    situations: null,
    role,
    rpps,
    regles: rest.regles.filter(({ id }) => !PROPRES.has(id)),
    // The cabinet's titulaire is named by nothing but his own data, on the sheet as well.
    noms: role === 'professionnel' ? null : [nom, ...noms],
    fiche: {
      ...rest.fiche,
      champs: rest.fiche.champs.filter(
        ({ code }) => role !== 'professionnel' || !/^signataire-(?:nom|prenom)$/.test(code),
      ),
    },
    alertes: rest.alertes.filter(({ code }) => code !== 'PRATICIEN_DECLARE'),
  }))

const toCodes = (points: readonly PointAVerifier[]) =>
  points.filter(({ code }) => code !== 'H24').map(({ code, bloquante }) => ({ code, bloquante }))

const ISSUES = { commande: 'decide', a_verifier: 'a_verifier', sans_certificat: 'sans_certificat' }

const ofStructure = (vue: VerificationStructure) => ({
  issue: vue.issue,
  classe: vue.classe,
  couloir: vue.couloir,
  ordre: toOrdre(vue.commandes),
  regles: vue.regles.filter((id) => !PROPRES.has(id)),
  verifications: toCodes(vue.verifications),
  controle: vue.controle?.motif,
})

const ofPraticien = (vue: Verification) => {
  const [seule] = vue.situations
  if (seule === undefined) throw new Error('set aside')
  return {
    issue: ISSUES[seule.issue],
    classe: seule.classe,
    couloir: seule.couloir,
    ordre: toOrdre(vue.commandes),
    regles: seule.regles,
    verifications: toCodes(seule.verifications),
    controle: vue.controle?.motif,
  }
}

/** Where the identifier alone decides: nobody there would get another answer. */
const dependsOnPraticien = (vue: VerificationStructure): boolean =>
  vue.verifications.some(({ code, bloquante }) => code === 'H24' && bloquante)

const seen = new Map<string, number>()

const check = (runs: number, seed?: number): void => {
  fc.assert(
    fc.property(cas, (one) => {
      const seule = askStructure(one)
      const key = `${seule.classe} ${seule.couloir} ${seule.issue}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
      if (!dependsOnPraticien(seule)) {
        const attendu = ofStructure(seule)
        expect(ofPraticien(askPraticien(one, 'medecin'))).toEqual(attendu)
        expect(ofPraticien(askPraticien(one, 'autre'))).toEqual(attendu)
        expect(ofPraticien(askPraticien(one, 'medecin', { modeExercice: 'S' }))).toEqual(attendu)
      }
      for (const qui of ['radiologue', 'medecin', 'autre'] as const) {
        const declare = askStructure(one, qui)
        expect(ofPraticien(askPraticien(one, qui))).toEqual(ofStructure(declare))
        // Each answer leads where the question says.
        const question = seule.questions.find(({ champ }) => champ === 'contexte.praticien')
        const option = question?.options.find(({ valeur }) => valeur === qui)
        if (question !== undefined) expect(option?.alors?.issue).toBe(declare.issue)
      }
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  )
}

const MORE = Number(process.env['STRUCTURES'] ?? 0)

const timeout = 120_000

test.runIf(MORE === 0)('fifteen hundred structures answer as one in them', { timeout }, () => {
  check(1300, 20_261_128)
  check(200)
  // Every kind of structure was met, with and without an order.
  expect([...seen.keys()]).toEqual(
    expect.arrayContaining([
      'etablissement hopital decide',
      'etablissement hopital a_verifier',
      'etablissement medico-social decide',
      'etablissement officine decide',
      'etablissement biologie decide',
      'etablissement biologie a_verifier',
      'etablissement ville decide',
      'etablissement ville a_verifier',
      'cabinet null a_verifier',
      'societe null a_verifier',
      'indeterminee null a_verifier',
    ]),
  )
})

test.runIf(MORE > 0)('as many as asked for', { timeout: 3_600_000 }, () => check(MORE))
