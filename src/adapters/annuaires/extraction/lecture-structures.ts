import { failure, success, type Result } from '../../../application/failure.ts'
import type { CleStructure } from '../../../application/ports.ts'
import { isLaboratoire } from '../../../domain/faits/read/read-structure.ts'
import type { Structure } from '../../../domain/situation-exercice.ts'
import type { BaseExtraction, Meta } from './base.ts'
import { finessNommes, isIllisible, type Referentiel, text, toReferentiel } from './finess.ts'
import { sortUnique } from './mapping.ts'
import { finessDe, type LigneStructure, sitesDe, structuresDe } from './requetes.ts'
import { toSitesJuges } from './sites-des-ej.ts'
import { toStructure } from './structure.ts'
import { type Echange, readOneState } from './un-seul-etat.ts'
import { bearsIdentifiant } from '../source.ts'

export type LectureStructures = (
  cles: readonly CleStructure[],
) => Promise<{ results: Result<readonly Structure[]>[]; meta: Meta }>

const VIDE: LigneStructure = {
  raison_sociale: null,
  enseigne: null,
  finess_eg: null,
  finess_ej: null,
  siret: null,
  siren: null,
  ancien_identifiant: null,
  adresse: null,
  code_postal: null,
  commune: null,
}

/** The structures that FINESS alone knows, as the activities file would have described them. */
const ofFiness = (
  finess: readonly string[],
  { etablissements, entites }: Referentiel,
): LigneStructure[] =>
  finess.flatMap((one) => {
    const eg = etablissements.get(one)
    if (eg !== undefined) {
      const { nom, finess_ej, siret } = eg
      return [{ ...VIDE, raison_sociale: nom, finess_eg: one, finess_ej, siret }]
    }
    const ej = entites.get(one)
    return ej === undefined ? [] : [{ ...VIDE, raison_sociale: ej.nom, finess_ej: one }]
  })

const toCleFiness = (valeur: string): CleStructure => ({ type: 'FINESS', valeur })

/**
 * Reads structures from the database of the open-data files by their identifiers, in two exchanges a
 * key, three for a SIRET that FINESS knows and for an EJ, whose sites are read too. What the activities say of one comes first, once for each sector that they give it; where no
 * practitioner stands there, FINESS alone speaks: the sector is then unknown. Rejects with
 * `BaseIndisponible`.
 */
export const createLectureStructures = (
  source: string,
  base: BaseExtraction,
): LectureStructures => {
  const nonsense = (reason: string) => failure('invalid-response', source, reason)
  const notFound = failure('not-found', source, 'no such structure')
  const sansFiness = failure('unavailable', source, 'the database was made without FINESS')

  const readOne = async (
    ask: Echange,
    cle: CleStructure,
  ): Promise<{ meta: Meta; result: Result<readonly Structure[]> }> => {
    const { meta, lots } = await ask(structuresDe(cle))
    // A SIRET that FINESS knows is that of a site, which the activities may name by its FINESS alone.
    const sitesDuSiret = lots.etablissementsDeSiret.map(({ finess }) => toCleFiness(finess))
    const parFiness = await Promise.all(sitesDuSiret.map((site) => ask(structuresDe(site))))
    const found = [lots, ...parFiness.map((one) => one.lots)].flatMap((one) => one.structures)
    const laboratoires = found.filter(({ secteur }) => isLaboratoire(text(secteur)))
    const cles = [cle, ...sitesDuSiret]
    const own = cles.filter(({ type }) => type === 'FINESS').map(({ valeur }) => valeur)
    const finess = [...new Set([...own, ...found.flatMap(finessNommes)])]
    const sites = [...new Set(laboratoires.flatMap(finessNommes))]
    const { lots: lotsFiness } = await ask(finessDe(finess, sites))
    const ejs = lotsFiness.entites.map((one) => one.finess).filter((one) => own.includes(one))
    const [ej] = ejs
    const lotsSites = ej === undefined ? null : (await ask(sitesDe([ej]))).lots
    const referentiel = toReferentiel(
      {
        ...lotsFiness,
        sites: [...lotsFiness.sites, ...(lotsSites?.sites ?? [])],
        sitesActivites: [...lotsFiness.sitesActivites, ...(lotsSites?.sitesActivites ?? [])],
      },
      meta.donneesDu,
    )
    const juges =
      ej === undefined || lotsSites === null ? undefined : toSitesJuges(ej, lotsSites, referentiel)
    const sitesJuges = new Map(ej === undefined || juges === undefined ? [] : [[ej, juges]])
    const build = (lignes: readonly (LigneStructure & { secteur: string | null })[]) =>
      lignes.flatMap((ligne) => {
        const secteur = text(ligne.secteur)
        const laboratoire = isLaboratoire(secteur)
        const contexte = { referentiel, donneesDu: meta.donneesDu, laboratoire, sitesJuges }
        const structure = toStructure(ligne, secteur, contexte)
        return cles.some((one) => bearsIdentifiant(structure.identifiants, one))
          ? [{ structure, illisible: isIllisible(ligne, laboratoire, referentiel) }]
          : []
      })
    const described = build(found)
    const structures =
      described.length > 0
        ? described
        : build(ofFiness(own, referentiel).map((ligne) => ({ ...ligne, secteur: null })))

    const settle = (): Result<readonly Structure[]> => {
      if (
        own.some((one) => referentiel.illisibles.has(one)) ||
        structures.some((one) => one.illisible)
      ) {
        return nonsense('what FINESS says of a structure cannot be read')
      }
      if (structures.length > 0) {
        return success(sortUnique(structures.map(({ structure }) => structure)))
      }
      if (cle.type !== 'RPPS_RANG' && !meta.fichiers.has('finess')) return sansFiness
      // Of a titulaire whose rows could not be read, the cabinet may be one that is missing.
      return lots.titulairesIncomplets.length > 0
        ? nonsense('a row of the titulaire could not be read')
        : notFound
    }
    return { meta, result: settle() }
  }

  return (cles) =>
    readOneState(base, async (ask) => {
      const read = await Promise.all(cles.map((cle) => readOne(ask, cle)))
      const [first] = read
      if (first === undefined) throw new RangeError('a reading needs a key')
      return { meta: first.meta, results: read.map(({ result }) => result) }
    })
}
