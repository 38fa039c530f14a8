import type { LotResultat } from '../../application/lot.ts'
import { ISSUES, TYPES } from '../../domain/mots/libelles.ts'
import { nameCommanditaire, nameProfessionnel } from '../../domain/mots/noms.ts'
import type { Identifiant, IssueGlobale, Verification } from '../../domain/verification.ts'
import { Etiquette, Tableau, type Ton } from './blocs.tsx'
import { Reste, VERIFIER } from './aller.tsx'
import { Numero } from './identifiant.tsx'
import { toAdresse, toSaisie } from './lot-commandes.tsx'
import type { SaisieLot } from './lot.tsx'

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

/** The lines of a lot, each with its answer. */
export const LignesLot = (props: { resultats: readonly LotResultat[]; saisie: SaisieLot }) => (
  <div class="large lot-lignes">
    <Tableau legende="Réponse pour chaque numéro" colonnes={COLONNES}>
      {props.resultats.map((resultat) => (
        <Ligne resultat={resultat} saisie={props.saisie} />
      ))}
    </Tableau>
  </div>
)
