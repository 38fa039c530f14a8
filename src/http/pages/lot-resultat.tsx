import type { LotResultat } from '../../application/lot.ts'
import { ISSUES, TYPES } from '../../domain/mots/libelles.ts'
import { nameCommanditaire, nameProfessionnel } from '../../domain/mots/noms.ts'
import type { Synthese } from '../../domain/lot.ts'
import type { Identifiant, IssueGlobale, Verification } from '../../domain/verification.ts'
import { Etiquette, Tableau, type Ton } from './blocs.tsx'
import { Reste, VERIFIER } from './aller.tsx'
import { Numero } from './identifiant.tsx'
import { CommandesLot, isCertaine, toAdresse, toSaisie } from './lot-commandes.tsx'
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

/** « 4 praticiens → 2 commandes, 1 à vérifier, 1 en erreur ». */
const summarizeLot = ({ resultats, synthese }: Omit<Props, 'saisie'>): string => {
  const personnes = new Set(
    resultats.flatMap(({ verdict }) => (verdict.ok ? verdict.verification.professionnel.rpps : [])),
  )
  const reste = RESTE.flatMap(([issue, mots]) => {
    const nombre = synthese.parIssue[issue]
    return nombre === 0 ? [] : [`${nombre} ${mots}`]
  })
  const parts = [
    count(synthese.commandes.filter(isCertaine).length, 'commande', 'commandes'),
    ...reste,
    ...(synthese.erreurs === 0 ? [] : [`${synthese.erreurs} en erreur`]),
  ]
  return `${count(personnes.size, 'praticien', 'praticiens')} → ${parts.join(', ')}`
}

const TONS: Record<IssueGlobale, Ton | 'accent' | undefined> = {
  decide: 'accent',
  sans_certificat: undefined,
  a_choisir: 'attention',
  a_verifier: 'attention',
  sans_activite: undefined,
}

const EtiquetteIssue = ({ issue }: { issue: IssueGlobale }) => {
  const ton = TONS[issue]
  return <Etiquette {...(ton === undefined ? {} : { ton })}>{ISSUES[issue]}</Etiquette>
}

/** A card number is in no address: its answer is asked for by a form. */
const Detail = ({ verification, saisie }: { verification: Verification; saisie: SaisieLot }) => {
  const { demande, professionnel } = verification
  const quoi = <span class="invisible"> de {nameProfessionnel(professionnel)}</span>
  if (demande.type === 'RPPS') {
    return <a href={toAdresse(demande.numero, saisie)}>Détail{quoi}</a>
  }
  return (
    <form method="post" action={VERIFIER}>
      <Reste saisie={toSaisie(demande.numero, saisie)} sauf={[]} />
      <button class="bouton discret">Détail{quoi}</button>
    </form>
  )
}

/** What of an identifier can be copied into a spreadsheet as it is. */
const National = ({ identifiant: { structIdNat } }: { identifiant: Identifiant }) =>
  structIdNat !== null && (
    <>
      <br />
      <span class="discret">
        structIdNat <span class="numero">{structIdNat}</span>
      </span>
    </>
  )

/** Three cells: what is answered; who orders; under what. Words take their place when more are needed. */
const Cellules = ({ verification }: { verification: Verification }) => {
  const { commandes, resume, issue } = verification
  const [commande, ...autres] = commandes
  if (commande === undefined) {
    return (
      <td colspan={3}>
        <EtiquetteIssue issue={issue} /> <span class="discret">{resume}</span>
      </td>
    )
  }
  if (autres.length > 0) {
    return (
      <>
        <td>
          <EtiquetteIssue issue={issue} />
        </td>
        <td colspan={2}>
          <ul class="liste-nue">
            {commandes.map(({ commanditaire, identifiant }) => (
              <li>
                {nameCommanditaire(commanditaire, 'ligne')}
                <br />
                <span class="discret">
                  {TYPES[identifiant.type]}{' '}
                  <Numero type={identifiant.type} valeur={identifiant.valeur} />
                </span>
                <National identifiant={identifiant} />
              </li>
            ))}
          </ul>
        </td>
      </>
    )
  }
  const { type, valeur } = commande.identifiant
  return (
    <>
      <td>
        <EtiquetteIssue issue={issue} />
      </td>
      <td>{nameCommanditaire(commande.commanditaire, 'ligne')}</td>
      <td>
        {TYPES[type]}
        <br />
        <Numero type={type} valeur={valeur} />
        <National identifiant={commande.identifiant} />
      </td>
    </>
  )
}

const LigneJugee = (props: {
  resultat: LotResultat
  verification: Verification
  saisie: SaisieLot
}) => {
  const { resultat, verification, saisie } = props
  return (
    <tr>
      <td>{resultat.ligne}</td>
      <td class="numero">{resultat.numero}</td>
      <th scope="row">{nameProfessionnel(verification.professionnel)}</th>
      <Cellules verification={verification} />
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
        <div class="large lot-lignes">
          <Tableau legende="Réponse pour chaque numéro" colonnes={COLONNES}>
            {resultats.map((resultat) => (
              <Ligne resultat={resultat} saisie={saisie} />
            ))}
          </Tableau>
        </div>
      </section>
    </>
  )
}
