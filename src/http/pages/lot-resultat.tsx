import type { LotResultat } from '../../application/lot.ts'
import { ISSUES, TYPES } from '../../domain/libelles.ts'
import type { CommandeLot, Synthese } from '../../domain/lot.ts'
import type { Commande, IssueGlobale, Verification } from '../../domain/verification.ts'
import { Copier, Etiquette, Tableau, type Ton } from './blocs.tsx'
import { FORMULAIRE_LOT, type SaisieLot } from './lot.tsx'

type Props = { resultats: readonly LotResultat[]; synthese: Synthese; saisie: SaisieLot }

type Personne = Verification['professionnel']

const namePersonne = ({ prenom, nom }: Personne): string =>
  [prenom, nom].filter((part) => part !== null).join(' ') || 'Nom non publié'

const nameCommanditaire = ({ nom, rpps, role }: Commande['commanditaire']): string => {
  if (role !== 'professionnel') return nom ?? 'La structure'
  return nom ?? `Titulaire du cabinet, RPPS ${rpps ?? 'inconnu'}`
}

const count = (nombre: number, un: string, plusieurs: string): string =>
  `${nombre} ${nombre > 1 ? plusieurs : un}`

const RESTE: readonly (readonly [Exclude<IssueGlobale, 'decide'>, string])[] = [
  ['a_verifier', 'à vérifier'],
  ['a_choisir', 'à choisir'],
  ['sans_certificat', 'sans rien à commander'],
  ['sans_activite', 'sans activité'],
]

/** « 4 praticiens → 2 commandes, 1 à vérifier, 1 en erreur ». */
export const summarizeLot = ({ resultats, synthese }: Omit<Props, 'saisie'>): string => {
  const personnes = new Set(
    resultats.flatMap(({ verdict }) => (verdict.ok ? verdict.verification.professionnel.rpps : [])),
  )
  const reste = RESTE.flatMap(([issue, mots]) => {
    const nombre = synthese.parIssue[issue]
    return nombre === 0 ? [] : [`${nombre} ${mots}`]
  })
  const parts = [
    count(synthese.commandes.length, 'commande', 'commandes'),
    ...reste,
    ...(synthese.erreurs === 0 ? [] : [`${synthese.erreurs} en erreur`]),
  ]
  return `${count(personnes.size, 'praticien', 'praticiens')} → ${parts.join(', ')}`
}

/** What an answer depends on beside the number, as the address and the form of one verification. */
const toOptions = ({ date, usages }: SaisieLot): [string, string][] => [
  ...(date === '' ? [] : [['date', date] as [string, string]]),
  ...(usages.length === 0 ? [] : [['usages', usages.join(',')] as [string, string]]),
]

const toAdresse = (rpps: string, saisie: SaisieLot): string =>
  `/verifier?${new URLSearchParams([['rpps', rpps], ...toOptions(saisie)]).toString()}`

/** One order to place, and for whom. */
const UneCommande = (props: {
  commande: CommandeLot
  rang: number
  noms: ReadonlyMap<string, string>
  saisie: SaisieLot
}) => {
  const { commande, rang, noms, saisie } = props
  const { commanditaire, identifiant, professionnels, aChoisir } = commande
  const id = `commande-${rang}`
  return (
    <li class="lot-commande">
      <p>
        <strong>{nameCommanditaire(commanditaire)}</strong>
      </p>
      <p>
        {TYPES[identifiant.type]}{' '}
        <strong class="numero" id={id}>
          {identifiant.valeur}
        </strong>{' '}
        <Copier
          cible={id}
          libelle="Copier"
          quoi={`${TYPES[identifiant.type]} ${identifiant.valeur}`}
        />
      </p>
      <ul class="lot-praticiens">
        {professionnels.map((rpps) => (
          <li>
            <a href={toAdresse(rpps, saisie)}>{noms.get(rpps) ?? rpps}</a>
            {aChoisir.includes(rpps) && ' (à choisir d’abord)'}
          </li>
        ))}
      </ul>
    </li>
  )
}

const TONS: Record<IssueGlobale, Ton | 'accent' | undefined> = {
  decide: 'accent',
  sans_certificat: undefined,
  a_choisir: 'attention',
  a_verifier: 'attention',
  sans_activite: undefined,
}

const Issue = ({ issue }: { issue: IssueGlobale }) => {
  const ton = TONS[issue]
  return <Etiquette {...(ton === undefined ? {} : { ton })}>{ISSUES[issue]}</Etiquette>
}

/** A card number is in no address: its answer is asked for by a form. */
const Detail = ({ verification, saisie }: { verification: Verification; saisie: SaisieLot }) => {
  const { demande, professionnel } = verification
  const quoi = <span class="invisible"> de {namePersonne(professionnel)}</span>
  if (demande.type === 'RPPS') {
    return <a href={toAdresse(demande.numero, saisie)}>Détail{quoi}</a>
  }
  return (
    <form method="post" action="/verifier">
      {[['numero', demande.numero] as const, ...toOptions(saisie)].map(([nom, valeur]) => (
        <input type="hidden" name={nom} value={valeur} />
      ))}
      <button class="bouton discret">Détail{quoi}</button>
    </form>
  )
}

const LigneJugee = (props: {
  resultat: LotResultat
  verification: Verification
  saisie: SaisieLot
}) => {
  const { resultat, verification, saisie } = props
  const { commandes, resume, issue, professionnel } = verification
  return (
    <tr>
      <td>{resultat.ligne}</td>
      <td class="numero">{resultat.numero}</td>
      <th scope="row">{namePersonne(professionnel)}</th>
      <td>
        <Issue issue={issue} />
        {commandes.length === 0 && <p class="discret">{resume}</p>}
      </td>
      <td>
        {commandes.map(({ commanditaire }) => (
          <p>{nameCommanditaire(commanditaire)}</p>
        ))}
      </td>
      <td>
        {commandes.map(({ identifiant }) => (
          <p>
            {TYPES[identifiant.type]} <span class="numero">{identifiant.valeur}</span>
          </p>
        ))}
      </td>
      <td>
        <Detail verification={verification} saisie={saisie} />
      </td>
    </tr>
  )
}

const Ligne = ({ resultat, saisie }: { resultat: LotResultat; saisie: SaisieLot }) => {
  const { verdict, ligne, numero } = resultat
  if (verdict.ok) {
    return <LigneJugee resultat={resultat} verification={verdict.verification} saisie={saisie} />
  }
  return (
    <tr>
      <td>{ligne}</td>
      <td class="numero">{numero}</td>
      <td colspan={5}>
        <Etiquette ton="erreur">Erreur</Etiquette> {verdict.probleme.detail}
      </td>
    </tr>
  )
}

const COLONNES = [
  'Ligne',
  'Numéro',
  'Praticien',
  'Réponse',
  'Qui commande',
  'Identifiant',
  'Détail',
]

/** What a lot came to: the orders, each once, then the lines. */
export const ResultatLot = (props: Props) => {
  const { resultats, synthese, saisie } = props
  const noms = new Map(
    resultats.flatMap(({ verdict }) => {
      if (!verdict.ok) return []
      const { professionnel } = verdict.verification
      return [[professionnel.rpps, namePersonne(professionnel)] as const]
    }),
  )
  const doublons = synthese.total - synthese.distincts
  return (
    <>
      <h2 id="resultat" tabindex={-1}>
        {summarizeLot(props)}
      </h2>
      <p class="discret">
        {count(synthese.total, 'ligne lue', 'lignes lues')}
        {doublons > 0 && `, dont ${count(doublons, 'doublon', 'doublons')}`}.
      </p>
      <p class="actions">
        <button class="bouton" form={FORMULAIRE_LOT} name="format" value="csv">
          Télécharger en CSV
        </button>
      </p>
      {synthese.commandes.length > 0 && (
        <section aria-labelledby="commandes">
          <h2 id="commandes">Commandes à passer, chacune une fois</h2>
          <ol class="lot-commandes">
            {synthese.commandes.map((commande, index) => (
              <UneCommande commande={commande} rang={index + 1} noms={noms} saisie={saisie} />
            ))}
          </ol>
        </section>
      )}
      <section aria-labelledby="lignes">
        <h2 id="lignes">Ligne par ligne</h2>
        <Tableau legende="Réponse pour chaque numéro">
          <thead>
            <tr>
              {COLONNES.map((colonne) => (
                <th scope="col">{colonne}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {resultats.map((resultat) => (
              <Ligne resultat={resultat} saisie={saisie} />
            ))}
          </tbody>
        </Tableau>
      </section>
    </>
  )
}
