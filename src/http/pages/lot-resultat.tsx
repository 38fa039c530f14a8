import type { LotResultat } from '../../application/lot.ts'
import { nameProfessionnel } from '../../domain/mots/noms.ts'
import type { Synthese } from '../../domain/lot.ts'
import type { IssueGlobale } from '../../domain/verification.ts'
import { CommandesLot, isCertaine } from './lot-commandes.tsx'
import { LignesLot } from './lot-lignes.tsx'
import { FORMULAIRE_LOT, type SaisieLot } from './lot.tsx'

type Props = { resultats: readonly LotResultat[]; synthese: Synthese; saisie: SaisieLot }

const count = (nombre: number, un: string, plusieurs: string): string =>
  `${nombre} ${nombre > 1 ? plusieurs : un}`

const RESTE: readonly (readonly [Exclude<IssueGlobale, 'decide'>, string])[] = [
  ['a_verifier', 'à vérifier'],
  ['a_choisir', 'à choisir'],
  ['sans_certificat', 'sans rien à commander'],
  ['sans_activite', 'sans activité'],
]

/** « 4 praticiens → 2 commandes, 1 à vérifier ; 1 ligne en erreur »: people once each, as the orders. */
const summarizeLot = ({ resultats, synthese }: Omit<Props, 'saisie'>): string => {
  const answered = resultats.flatMap(({ verdict }) => (verdict.ok ? [verdict.verification] : []))
  const countPeople = (some: typeof answered): number =>
    new Set(some.map(({ professionnel }) => professionnel.rpps)).size
  const reste = RESTE.flatMap(([issue, mots]) => {
    const nombre = countPeople(answered.filter((one) => one.issue === issue))
    return nombre === 0 ? [] : [`${nombre} ${mots}`]
  })
  const commandes = synthese.commandes.filter(isCertaine).length
  const parts = [count(commandes, 'commande', 'commandes'), ...reste].join(', ')
  const erreurs =
    synthese.erreurs === 0 ? '' : ` ; ${count(synthese.erreurs, 'ligne', 'lignes')} en erreur`
  return `${count(countPeople(answered), 'praticien', 'praticiens')} → ${parts}${erreurs}`
}

/** What a lot came to: the orders, each once, then the lines. */
export const ResultatLot = (props: Props) => {
  const { resultats, synthese, saisie } = props
  const noms = new Map(
    resultats.flatMap(({ verdict }) => {
      if (!verdict.ok) return []
      const { professionnel } = verdict.verification
      return [[professionnel.rpps, nameProfessionnel(professionnel)] as const]
    }),
  )
  const certaines = synthese.commandes.filter(isCertaine)
  const possibles = synthese.commandes.filter((commande) => !isCertaine(commande))
  const doublons = synthese.total - synthese.distincts
  return (
    <>
      <h2 id="resultat" tabindex={-1}>
        {summarizeLot(props)}
      </h2>
      <p class="discret">
        {count(synthese.total, 'ligne lue', 'lignes lues')}
        {doublons > 0 && `, dont ${count(doublons, 'doublon', 'doublons')}`}.{' '}
        <a class="ecran" href="#lignes">
          Ligne par ligne
        </a>
      </p>
      <p class="discret" data-quand hidden></p>
      <p class="actions">
        <button class="bouton" form={FORMULAIRE_LOT} name="format" value="xlsx">
          Télécharger en XLSX
        </button>
        <button class="bouton discret" form={FORMULAIRE_LOT} name="format" value="csv">
          Télécharger en CSV
        </button>
        <button class="bouton discret" form={FORMULAIRE_LOT} name="format" value="json">
          Télécharger en JSON
        </button>
        <button class="bouton discret" type="button" data-effacer hidden>
          Tout effacer
        </button>
      </p>
      {certaines.length > 0 && (
        <section aria-labelledby="commandes">
          <h2 id="commandes">Commandes à passer, chacune une fois</h2>
          <p>
            Les étapes, les alertes et les identifiants aussi admis sont dans le détail de chaque
            praticien.
          </p>
          <CommandesLot commandes={certaines} prefixe="commande" noms={noms} saisie={saisie} />
        </section>
      )}
      {possibles.length > 0 && (
        <section aria-labelledby="possibles">
          <h2 id="possibles">Commandes possibles, à choisir d’abord</h2>
          <p>
            Les situations d’exercice de ces praticiens ne mènent pas à la même commande : dites où
            le logiciel est utilisé.
          </p>
          <CommandesLot commandes={possibles} prefixe="possible" noms={noms} saisie={saisie} />
        </section>
      )}
      <section aria-labelledby="lignes">
        <h2 id="lignes">Ligne par ligne</h2>
        <LignesLot resultats={resultats} saisie={saisie} />
      </section>
    </>
  )
}
