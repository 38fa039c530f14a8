import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rppsRangTitulaire } from '../../src/domain/identifiants/identifiants.ts'
import { answerStructure } from '../../src/domain/reponse/answer-structure.ts'
import type { IdentifiantEnvisage } from '../../src/domain/reponse/controle.ts'
import type { Contexte, Praticien, Usage } from '../../src/domain/demande.ts'
import { USAGES } from '../../src/domain/demande.ts'
import type { CodeRecu } from '../../src/domain/nomenclatures/code-recu.ts'
import type { Site, SituationExercice, Structure } from '../../src/domain/situation-exercice.ts'
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

/** Sectors of sites; the last three cannot be read. */
const SECTEURS: CodeRecu[] = [
  'SA01',
  'SA04',
  'SA34',
  'SA33',
  'SA25',
  'SA05',
  'SA52',
  'SA17',
  'SA07',
]
const ILLISIBLES: CodeRecu[] = ['SA43', 'SA99', { illisible: ['SA01', 'SA05'] }]
const HOPITAUX: readonly CodeRecu[] = ['SA01', 'SA04', 'SA34']
const MEDICO_SOCIALES: readonly CodeRecu[] = ['500', '354', '640']
const DIALYSE: CodeRecu = '141'

const unSite = (secteur: CodeRecu, categorie: CodeRecu): fc.Arbitrary<Site> =>
  fc.record({
    finessEg: one(...EGS),
    raisonSociale: one('SITE', null),
    typeEtablissement: one('P' as const, 'S' as const, null),
    actif: often<boolean | null>([6, fc.constant(true)], [1, one(null, false)]),
    fermeture: often<string | null>([6, fc.constant(null)], [1, one('2020-01-01', '2099-01-01')]),
    secteurActivite: often<CodeRecu>(
      [6, fc.constant(secteur)],
      [3, fc.constant(null)],
      [1, one(...SECTEURS, ...ILLISIBLES)],
    ),
    categorieEtablissement: often<CodeRecu>(
      [8, fc.constant(categorie)],
      [1, one<CodeRecu>('500', '355', DIALYSE, '9999', null)],
    ),
  })

/** An EJ that says nothing of its sector, and whose sites mostly agree. */
const ejDeSites: fc.Arbitrary<Structure> = fc
  .tuple(
    structure,
    one(...SECTEURS),
    often<CodeRecu>([6, fc.constant(null)], [2, one(...MEDICO_SOCIALES)], [2, one('355', DIALYSE)]),
  )
  .chain(([base, secteur, categorie]) =>
    fc
      .uniqueArray(unSite(secteur, categorie), {
        maxLength: 3,
        selector: ({ finessEg }) => finessEg,
      })
      .map((sites) => ({
        ...base,
        nature: 'EJ' as const,
        secteurActivite: null,
        categorieEtablissement: null,
        identifiants: { ...base.identifiants, finessEg: null, finessEj: EJS[0] ?? '' },
        partOf: null,
        partOfIntrouvable: false,
        sites,
      })),
  )

const cas: fc.Arbitrary<Cas> = fc.record({
  lieu: often<Structure>([3, structure], [1, ejDeSites]),
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

const isOpen = ({ actif, fermeture }: Site, jour: string): boolean =>
  actif !== false && (fermeture === null || fermeture > jour)

const openSites = ({ lieu, jour }: Cas): Site[] => {
  const { identifiants, partOf, sites } = lieu
  if (identifiants.finessEg !== null || identifiants.finessEj === null || partOf !== null) return []
  return (sites ?? []).filter((site) => isOpen(site, jour))
}

/** The same place with what its sites say of it written on itself, worked out another way. */
const writeSites = (cas: Cas): Structure => {
  const { lieu } = cas
  const sites = openSites(cas)
  if (lieu.categorieEtablissement !== null || sites.length === 0) return lieu
  const categories = sites.map((site) => site.categorieEtablissement ?? null)
  const autres = sites.filter((_, i) => !MEDICO_SOCIALES.includes(categories[i] ?? null))
  const isDialyse = (site: Site) =>
    site.secteurActivite === 'SA34' || site.categorieEtablissement === DIALYSE
  const ecrit =
    autres.length > 0 && autres.every(isDialyse)
      ? { ...lieu, categorieEtablissement: DIALYSE }
      : lieu
  if (lieu.secteurActivite !== null) return ecrit
  if (autres.length === 0) return { ...lieu, categorieEtablissement: '500' }
  const said = autres.flatMap((site) => site.secteurActivite ?? [])
  const [secteur] = said
  const agree = said.every((one) => one === secteur) && SECTEURS.includes(secteur ?? null)
  if (secteur === undefined || !agree) return lieu
  const isDoubtful = autres.length < sites.length || categories.includes('9999')
  if (!HOPITAUX.includes(secteur) && isDoubtful) return lieu
  return { ...ecrit, secteurActivite: secteur }
}

const isSociete = ({ secteurActivite }: Structure): boolean => secteurActivite === 'SA09'

/** Who is asked about: the titulaire of the cabinet where there is one, an associé of a société. */
const askPraticien = (
  cas: Cas,
  qui: Praticien,
  more: Partial<SituationExercice> = {},
): Verification => {
  const { lieu: _, ...demande } = cas
  const { professions, savoirFaire } = PRATICIENS[qui]
  const lieu = writeSites(cas)
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
  'secteur-des-sites',
  'sites-medico-sociaux',
  'dialyse-des-sites',
  'secteurs-des-sites-differents',
  'categorie-medico-sociale',
  'categorie-des-sites-medico-sociale',
])

const ALERTES_PROPRES = new Set<string>([
  'PRATICIEN_DECLARE',
  'SECTEUR_DES_SITES',
  'SITES_MEDICO_SOCIAUX',
])

const toOrdre = (commandes: readonly Commande[]) =>
  commandes.map(({ commanditaire: { role, rpps, nom, noms }, fiche, ...rest }) => ({
    ...rest,
    fiche: {
      ...fiche,
      // The cabinet's titulaire signs: his name too is his own data.
      champs: fiche.champs.filter(
        ({ code }) => role !== 'professionnel' || !code.startsWith('signataire-'),
      ),
    },
    situations: null,
    role,
    rpps,
    regles: rest.regles.filter(({ id }) => !PROPRES.has(id)),
    // The cabinet's titulaire is named by nothing but his own data, on the sheet as well.
    noms: role === 'professionnel' ? null : [nom, ...noms],
    alertes: rest.alertes.filter(({ code }) => !ALERTES_PROPRES.has(code)),
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
    regles: seule.regles.filter((id) => !PROPRES.has(id)),
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
      const isSite = seule.verifications.some(({ code }) => code === 'H25')
      const key = `${seule.classe} ${seule.couloir} ${seule.issue}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
      // Of a site to name, a practitioner is told that an identifier is missing: he has but one place.
      if (isSite) {
        const site = openSites(one)[0]?.finessEg
        const h25 = site === undefined ? 'H25 sans liste' : 'H25'
        seen.set(h25, (seen.get(h25) ?? 0) + 1)
        if (site === undefined) expect(one.lieu.sites).toBeNull()
        expect(seule.verifications.some(({ code }) => code === 'H05' || code === 'H19')).toBe(false)
        expect(seule.verifications.find(({ code }) => code === 'H25')?.question).toContain(
          site ?? 'la liste des sites n’est pas connue',
        )
        // Its sites have a FINESS: whose the software is, is not asked.
        const { logiciel: _, ...contexteDuSite } = one.contexte
        const praticien = ofPraticien(askPraticien({ ...one, contexte: contexteDuSite }, 'autre'))
        expect(praticien).toMatchObject({
          issue: 'a_verifier',
          classe: seule.classe,
          couloir: seule.couloir,
        })
        expect(praticien.verifications.some(({ code }) => code === 'H05' || code === 'H19')).toBe(
          true,
        )
        return
      }
      if (!dependsOnPraticien(seule)) {
        const attendu = ofStructure(seule)
        expect(ofPraticien(askPraticien(one, 'medecin'))).toEqual(attendu)
        expect(ofPraticien(askPraticien(one, 'autre'))).toEqual(attendu)
        expect(ofPraticien(askPraticien(one, 'medecin', { modeExercice: 'S' }))).toEqual(attendu)
      }
      for (const qui of ['radiologue', 'medecin', 'autre'] as const) {
        const declare = askStructure(one, qui)
        // Each answer leads where the question says.
        const question = seule.questions.find(({ champ }) => champ === 'contexte.praticien')
        const option = question?.options.find(({ valeur }) => valeur === qui)
        if (question !== undefined) expect(option?.alors?.issue).toBe(declare.issue)
        if (declare.verifications.some(({ code }) => code === 'H25')) continue
        expect(ofPraticien(askPraticien(one, qui))).toEqual(ofStructure(declare))
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
      'H25',
      'H25 sans liste',
    ]),
  )
})

test.runIf(MORE > 0)('as many as asked for', { timeout: 3_600_000 }, () => check(MORE))
