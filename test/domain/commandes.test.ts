import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Demande } from '../../src/domain/reponse/demande.ts'
import type { Professionnel, SituationExercice } from '../../src/domain/situation-exercice.ts'
import type { Commande } from '../../src/domain/verification.ts'
import { EGS, EJS, SIRETS } from '../support/au-hasard.ts'
import {
  EG,
  professionnel as unProfessionnel,
  RPPS,
  situation,
  structure,
  verify,
} from '../support/construire.ts'
import { askStructures } from '../support/demander-structure.ts'
import { choix, professionnel, toDemande } from '../support/praticien-au-hasard.ts'

/**
 * What an order gathers of its situations and of the request: alerts, rules, names, alternatives,
 * and where its form has them from. Over random practitioners, beside a second reading.
 */

/** Those of the random numbers whose key is wrong. */
const CLES_FAUSSES = [EGS.at(-1), EJS.at(-1), SIRETS.at(-1)]

const sources = [
  { nom: 'fhir', etat: 'perime', donneesDu: null, interrogeeLe: '2026-11-22T09:00:00Z' } as const,
]

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].toSorted()

const alertesOf = ({ usages, contexte }: Demande, { identifiant }: Commande, old: boolean) => [
  ...(CLES_FAUSSES.includes(identifiant.valeur) ? ['IDENTIFIANT_CLE'] : []),
  ...(usages.includes('psc') ? ['PSC_FOURNISSEUR'] : []),
  ...(usages.includes('mssante-operateur') ? ['MSSANTE_OPERATEUR'] : []),
  ...(usages.some((usage) => usage !== 'mssante-operateur') &&
  (contexte.solutions === undefined || contexte.instances === undefined)
    ? ['QUANTITE_PAR_DEFAUT']
    : []),
  ...(old ? ['DONNEES_PERIMEES', 'DONNEES_ANCIENNES'] : []),
]

const nomOf = (one: { raisonSociale: string | null; enseigne: string | null }): string | null =>
  one.raisonSociale ?? one.enseigne

/** What the structure of a situation, its EJ or another of its sites is called that orders. */
const nomsOf = (
  { identifiant: { type, valeur } }: Commande,
  { structure }: SituationExercice,
): string[] => {
  if (structure === null) throw new Error('an order without a structure')
  const { identifiants, partOf } = structure
  if (type === 'RPPS_RANG') return valeur.startsWith(RPPS) ? ['Camille TESTARD'] : []
  if (type === 'FINESS_EJ' && partOf?.identifiants.finessEj === valeur) {
    return [nomOf(partOf) ?? []].flat()
  }
  if (type === 'FINESS_EG' && identifiants.finessEg !== valeur) {
    const sites = partOf === null ? structure.sites : partOf.sites
    return sites?.some(({ finessEg }) => finessEg === valeur) === true ? ['SITE'] : []
  }
  return [nomOf(structure) ?? []].flat()
}

/** Whether the directory gives the identifier, and not the request alone. */
const isOfAnnuaire = (
  { identifiant: { type, valeur } }: Commande,
  { structure }: SituationExercice,
): boolean => type !== 'SIRET' || structure?.identifiants.siret === valeur

const CHAMPS: readonly string[] = ['finess', 'siret', 'rpps-rang']

const check = (personne: Professionnel, demande: Demande, old: boolean): void => {
  const anciennes = old ? { sources, anciennesDu: '2026-09-01' } : {}
  const vue = verify(personne, demande, anciennes)
  const situations = personne.exercices.flatMap((exercice) => exercice.situations)
  for (const commande of vue.commandes) {
    const jugees = vue.situations.filter((one) => one.commande === commande.id)
    const siennes = situations.filter(({ id }) => commande.situations.includes(id ?? ''))
    const codes = commande.alertes.map(({ code }) => code)
    expect(commande.situations).toEqual(jugees.map(({ cle }) => cle))
    expect(codes).toHaveLength(new Set(codes).size)
    expect(sorted(codes)).toEqual(
      sorted([
        ...jugees.flatMap(({ alertes }) => alertes.map(({ code }) => code)),
        ...alertesOf(demande, commande, old),
      ]),
    )
    const regles = commande.regles.map(({ id }) => id)
    expect(regles).toHaveLength(new Set(regles).size)
    expect(sorted(regles)).toEqual(
      sorted([
        ...jugees.flatMap((one) => one.regles),
        ...(demande.usages.length > 0 ? ['certificats-par-usage'] : []),
        'etapes-de-la-commande',
      ]),
    )
    const noms = sorted(siennes.flatMap((one) => nomsOf(commande, one)))
    expect(commande.commanditaire).toMatchObject({ nom: noms[0] ?? null, noms })
    const alternatives = commande.alternatives.map(({ identifiant }) => identifiant.valeur)
    expect(alternatives).toHaveLength(new Set(alternatives).size)
    for (const { si } of commande.alternatives) {
      const conditions = si.split(' ou si ')
      expect(conditions).toHaveLength(new Set(conditions).size)
    }

    const { champs } = commande.fiche
    const porte = champs.filter(({ code }) => CHAMPS.includes(code))
    const denomination = champs.find(({ code }) => code === 'denomination')
    const ecrits =
      commande.commanditaire.role === 'professionnel'
        ? sorted(siennes.flatMap(({ structure }) => (structure && nomOf(structure)) ?? []))
        : noms
    expect(porte.map(({ valeur }) => valeur)).toEqual([commande.identifiant.valeur])
    expect(denomination?.valeur).toBe(ecrits[0] ?? null)
    expect(denomination?.note?.includes('L’Annuaire ne la donne pas') ?? false).toBe(
      ecrits.length === 0,
    )
    if (!siennes.some((one) => isOfAnnuaire(commande, one))) {
      expect(porte[0]?.origine).toBe('demande')
    } else if (demande.contexte.sitePrincipal !== commande.identifiant.valeur) {
      expect(porte[0]?.origine).toBe('annuaire')
    }
    for (const { identifiant } of commande.alternatives) {
      expect(porte[0]?.note).toContain(identifiant.valeur)
    }
  }
}

test(
  'an order gathers what its situations and the request say, each once',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(professionnel, choix, fc.boolean(), (personne, one, old) =>
        check(personne, toDemande(one, personne), old),
      ),
      { numRuns: 600, seed: 20_261_128 },
    )
  },
)

test('an order carries the age of the data, and not the other alerts of the answer', () => {
  const jour = '2022-12-14'
  const input = { sources, anciennesDu: '2022-11-01' }
  const cabinet = structure({ secteur: 'SA33', F: EG })
  const personne = unProfessionnel({
    situations: [situation({ de: { secteur: 'SA33', F: EG } })],
  })
  const vue = verify(personne, { jour }, input)
  const seule = askStructures(EG, [cabinet], { jour }, input)
  for (const { alertes, commandes } of [vue, seule]) {
    const textes = alertes.map(({ code, texte }) => `${code} ${texte}`)
    expect(textes).toEqual([
      expect.stringMatching(/^DONNEES_PERIMEES .*\. Elles ont été lues le 22\/11\/2026.*\.$/),
      expect.stringMatching(/^DONNEES_ANCIENNES .*\. Le plus ancien est du 01\/11\/2022\.$/),
      expect.stringMatching(/^DATE_ANTERIEURE /),
    ])
    expect(commandes.map((one) => one.alertes.map(({ code }) => code))).toEqual([
      ['DONNEES_PERIMEES', 'DONNEES_ANCIENNES'],
    ])
  }
})
