import type { CodeAlerte } from '../rules/alertes.ts'
import type { Contexte, Usage } from '../demande.ts'
import type { Certificat } from '../verification.ts'

/** Usages that share one plain certificate. */
const PARTAGES: readonly Usage[] = ['dmp', 'mssante-bal', 'psc', 'ror']

/** The exact names that the INSi service expects; never taken from a request. */
const CN_INSI = { 'insi-auto': 'INSI-AUTO', 'insi-manu': 'INSI-MANU' } as const

/**
 * The certificates of one order, by rule `certificats-par-usage`: one plain ORG_AUTH_CLI for all
 * the usages that may share it, one per INSi call type, one ORG_SIGN for the DMP; all of them per
 * solution and instance. A server certificate is counted per domain name, which the request does
 * not know: 1. No usage = nothing counted.
 */
export const countCertificats = (usages: readonly Usage[], contexte: Contexte): Certificat[] => {
  const quantite = (contexte.solutions ?? 1) * (contexte.instances ?? 1)
  const certificats: Certificat[] = []
  const partages = PARTAGES.filter((usage) => usages.includes(usage))
  if (partages.length > 0) {
    certificats.push({ type: 'ORG_AUTH_CLI', usages: partages, cn: null, quantite })
  }
  for (const usage of ['insi-auto', 'insi-manu'] as const) {
    if (!usages.includes(usage)) continue
    certificats.push({ type: 'ORG_AUTH_CLI', usages: [usage], cn: CN_INSI[usage], quantite })
  }
  if (usages.includes('dmp')) {
    certificats.push({ type: 'ORG_SIGN', usages: ['dmp'], cn: null, quantite })
  }
  if (usages.includes('mssante-operateur')) {
    certificats.push({ type: 'SERV_SSL', usages: ['mssante-operateur'], cn: null, quantite: 1 })
  }
  return certificats
}

/** What to say about the usages asked for and the quantities counted. */
export const certificatAlertes = (usages: readonly Usage[], contexte: Contexte): CodeAlerte[] => {
  const alertes: CodeAlerte[] = []
  if (usages.includes('psc')) alertes.push('PSC_FOURNISSEUR')
  if (usages.includes('mssante-operateur')) alertes.push('MSSANTE_OPERATEUR')
  const unknown = contexte.solutions === undefined || contexte.instances === undefined
  if (unknown && usages.some((usage) => usage !== 'mssante-operateur')) {
    alertes.push('QUANTITE_PAR_DEFAUT')
  }
  return alertes
}
