import { hasDigits } from '../../identifiants/identifiants.ts'
import type { Structure } from '../../situation-exercice.ts'
import type { Contexte } from '../../demande.ts'
import type { Valeurs } from '../valeurs.ts'
import { readFiness, readSitePrincipal, readSites } from './sites.ts'

const readDigits = (value: string | null | undefined, length: number): string | null =>
  value != null && hasDigits(value, length) ? value : null

const NO_SITE = { SITE_PRINCIPAL: null, sitePrincipal: 'inconnu' } as const

/**
 * Reads the identifiers of a structure. The main site is only sought for a laboratory
 * (`laboratoire`): it costs a walk over the sites and means nothing elsewhere.
 */
export const readValeurs = (
  structure: Structure | null,
  laboratoire: boolean,
  contexte: Contexte,
  jour: string,
): Valeurs => {
  const ids = structure?.identifiants
  const rang = ids?.rppsRang ?? null
  const hasRang = rang !== null && hasDigits(rang.valeur, 14)
  const ownEg = readFiness(ids?.finessEg)
  const ownEj = readFiness(ids?.finessEj)
  const ej = ownEj ?? readFiness(structure?.partOf?.identifiants.finessEj)
  const siret = readDigits(ids?.siret, 14)
  const siren = readDigits(ids?.siren, 9) ?? readDigits(structure?.partOf?.identifiants.siren, 9)
  const declared = siret === null && siren !== null ? contexte.siret : undefined
  const isOfSiren = declared !== undefined && siren !== null && declared.startsWith(siren)
  return {
    RPPS_RANG: hasRang ? rang.valeur : null,
    SIRET: siret ?? (isOfSiren ? (declared ?? null) : null),
    siretDeclare: declared === undefined ? 'non' : isOfSiren ? 'retenu' : 'ecarte',
    FINESS_EG: ownEg,
    FINESS_EJ: ej,
    ...(laboratoire && structure !== null
      ? readSitePrincipal(structure, contexte.sitePrincipal, jour)
      : NO_SITE),
    siren,
    finessPropre: ownEg !== null || ownEj !== null,
    finessConnu:
      ownEg !== null ||
      ej !== null ||
      (laboratoire && structure !== null && (readSites(structure, jour)?.length ?? 0) > 0),
    rppsRangOrigine: hasRang ? rang.origine : null,
    rppsRangMalforme: (ids?.rppsRangMalforme ?? null) !== null || (rang !== null && !hasRang),
  }
}
