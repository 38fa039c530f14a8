import { ISSUES } from '../../domain/mots/libelles.ts'
import { nameMetiers, nameProfessionnel } from '../../domain/mots/noms.ts'
import type { Verification } from '../../domain/verification.ts'
import { type Saisie, withChamp } from '../request/saisie.ts'
import { Aller } from './aller.tsx'
import { Etiquette, Jour, type Ton } from './blocs.tsx'
import { listDonnees } from './champs.ts'
import { Numero } from './identifiant.tsx'
import { isRefuse } from './reponse.tsx'
import { nameStructure } from './situation.tsx'

const TONS: Record<Verification['issue'], Ton | 'accent'> = {
  decide: 'accent',
  sans_certificat: 'accent',
  a_choisir: 'attention',
  a_verifier: 'attention',
  sans_activite: 'attention',
}

type Props = { verification: Verification; saisie: Saisie }

/** Whom it is about, and for which day. */
const Qui = ({ professionnel, demande, issue, fictif }: Verification) => {
  const metiers = nameMetiers(professionnel)
  return (
    <p class="qui">
      <strong>{nameProfessionnel(professionnel)}</strong>
      {metiers !== '' && `, ${metiers}`}. RPPS <Numero type="RPPS" valeur={professionnel.rpps} />
      {demande.type === 'CARTE' && (
        <>
          , carte <Numero type="CARTE" valeur={demande.numero} />
        </>
      )}
      . Pour le <Jour jour={demande.date} />.{' '}
      <Etiquette ton={TONS[issue]}>{ISSUES[issue]}</Etiquette>
      {fictif && (
        <>
          {' '}
          <Etiquette>Exemple fictif</Etiquette>
        </>
      )}
    </p>
  )
}

/** What was given so far, each to be taken back by one click. */
const Donnees = ({ verification, saisie }: Props) => {
  const [situation] = verification.situations
  const nameSituation = (): string =>
    nameStructure(situation?.structure ?? verification.ecartees[0]?.situation.structure ?? null)
  const donnees = listDonnees(saisie, nameSituation)
  return donnees.length === 0 ? null : (
    <ul class="puces" aria-label="Réponses déjà données">
      {donnees.map(({ texte, champs }) => (
        <li>
          <Aller
            saisie={champs.reduce<Saisie>((rest, champ) => withChamp(rest, champ, []), saisie)}
            classe="puce"
          >
            <span class="invisible">Retirer </span>
            {texte}
            <span class="ecran" aria-hidden="true">
              {' '}
              ✕
            </span>
          </Aller>
        </li>
      ))}
    </ul>
  )
}

/** Who, what was given, and the sentence to say; first of all, why an order was refused. */
export const Tete = (props: Props) => {
  const { verification } = props
  const { resume, controle } = verification
  return (
    <div class="tete">
      <Qui {...verification} />
      <Donnees {...props} />
      {controle !== null && isRefuse(verification) ? (
        <>
          <h1 class="phrase refus">
            <span class="invisible">Identifiant employé : il ne convient pas. </span>
            {controle.texte}
          </h1>
          <p class="phrase">{resume}</p>
        </>
      ) : (
        <h1 class="phrase">{resume}</h1>
      )}
    </div>
  )
}
