import type { Synthese } from '../domain/lot.ts'
import type { Commande } from '../domain/verification.ts'
import type { Verdict } from './verifier.ts'

type Entry = {
  commanditaire: Commande['commanditaire']
  identifiant: Commande['identifiant']
  professionnels: Set<string>
  aChoisir: Set<string>
}

export type SyntheseBuilder = {
  /** Counts one line. */
  add(verdict: Verdict): void
  read(distincts: number): Synthese
}

const toKey = ({ commanditaire, identifiant }: Commande): string =>
  `${commanditaire.role} ${commanditaire.rpps ?? ''} ${identifiant.type} ${identifiant.valeur}`

/** Sums up a lot while it goes by: of an answer, only the orders and who they are for are kept. */
export const createSynthese = (): SyntheseBuilder => {
  const parIssue = { decide: 0, a_choisir: 0, a_verifier: 0, sans_certificat: 0, sans_activite: 0 }
  const orders = new Map<string, Entry>()
  let total = 0
  let erreurs = 0

  return {
    add(verdict) {
      total++
      if (!verdict.ok) {
        erreurs++
        return
      }
      const { issue, commandes, professionnel } = verdict.verification
      parIssue[issue]++
      for (const commande of commandes) {
        const key = toKey(commande)
        let entry = orders.get(key)
        if (entry === undefined) {
          const { commanditaire, identifiant } = commande
          entry = { commanditaire, identifiant, professionnels: new Set(), aChoisir: new Set() }
          orders.set(key, entry)
        }
        entry.professionnels.add(professionnel.rpps)
        if (issue === 'a_choisir') entry.aChoisir.add(professionnel.rpps)
      }
    },

    read: (distincts) => ({
      total,
      distincts,
      parIssue: { ...parIssue },
      erreurs,
      commandes: [...orders.values()].map(({ professionnels, aChoisir, ...order }) => ({
        ...order,
        professionnels: [...professionnels],
        aChoisir: [...aChoisir],
      })),
    }),
  }
}
