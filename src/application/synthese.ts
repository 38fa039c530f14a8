import { areDistinct, type Porteur } from '../domain/faits/read/homonymes.ts'
import type { Synthese } from '../domain/lot.ts'
import type { Commande, Verification } from '../domain/verification.ts'
import type { Verdict } from './verifier.ts'

type Entry = {
  /** The structures that lead to it. */
  porteurs: Porteur[]
  /** Several parties order under the identifier. */
  isShared: boolean
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

const listPorteurs = (
  { situations }: Verification,
  { situations: cles }: Commande,
): readonly Porteur[] =>
  situations.flatMap(({ cle, structure }) =>
    cles.includes(cle) && structure !== null
      ? [{ ...structure.identifiants, isEj: structure.nature === 'EJ' }]
      : [],
  )

const isKnown = (porteurs: readonly Porteur[], one: Porteur): boolean =>
  porteurs.some(
    ({ finessEg, finessEj, siret }) =>
      finessEg === one.finessEg && finessEj === one.finessEj && siret === one.siret,
  )

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
          entry = {
            commanditaire: { ...commanditaire, noms: [] },
            identifiant,
            porteurs: [],
            isShared: false,
            professionnels: new Set(),
            aChoisir: new Set(),
          }
          orders.set(key, entry)
        }
        const { commanditaire, porteurs } = entry
        commanditaire.noms = [
          ...new Set([...commanditaire.noms, ...commande.commanditaire.noms]),
        ].toSorted()
        for (const porteur of listPorteurs(verdict.verification, commande)) {
          if (isKnown(porteurs, porteur)) continue
          entry.isShared ||= porteurs.some((one) => areDistinct(commande.identifiant, one, porteur))
          porteurs.push(porteur)
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
      commandes: [...orders.values()].map(({ professionnels, aChoisir, isShared, ...order }) => ({
        commanditaire: {
          ...order.commanditaire,
          nom: isShared ? null : (order.commanditaire.noms[0] ?? null),
        },
        identifiant: order.identifiant,
        professionnels: [...professionnels],
        aChoisir: [...aChoisir],
      })),
    }),
  }
}
