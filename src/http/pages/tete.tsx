import { ISSUES, TYPES } from '../../domain/mots/libelles.ts'
import { nameMetiers, nameProfessionnel } from '../../domain/mots/noms.ts'
import type {
  StructureVue,
  Verification,
  VerificationStructure,
} from '../../domain/verification.ts'
import { type Saisie, withChamp } from '../request/saisie.ts'
import { Aller } from './aller.tsx'
import { Etiquette, Jour, type Ton } from './blocs.tsx'
import { listDonnees } from './champs.ts'
import { type Commune, toCommune } from './commun.ts'
import { Numero } from './identifiant.tsx'
import { isRefuse } from './reponse.tsx'
import type { Child } from './layout.tsx'
import { describeLieu, nameStructure } from './situation.tsx'

const TONS: Record<Verification['issue'], Ton | 'accent'> = {
  decide: 'accent',
  sans_certificat: 'accent',
  a_choisir: 'attention',
  a_verifier: 'attention',
  sans_activite: 'attention',
}

/** For which day, and what it comes to. */
const Issue = ({ demande, issue, fictif }: Pick<Commune, 'demande' | 'issue' | 'fictif'>) => (
  <>
    Pour le <Jour jour={demande.date} />. <Etiquette ton={TONS[issue]}>{ISSUES[issue]}</Etiquette>
    {fictif && (
      <>
        {' '}
        <Etiquette>Exemple fictif</Etiquette>
      </>
    )}
  </>
)

/** Whom it is about, and for which day. */
export const Qui = ({ professionnel, demande, issue, fictif }: Verification) => {
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
      . <Issue demande={demande} issue={issue} fictif={fictif} />
    </p>
  )
}

const ETATS = { ouverte: 'ouverte', fermee: 'fermée' } as const

/** What it is about; closed or not only when the directory says so. */
const Quoi = ({ structure, demande, issue, fictif }: VerificationStructure) => {
  const lieu = describeLieu(structure)
  const { etat } = structure
  return (
    <p class="qui">
      <strong>{nameStructure(structure)}</strong>
      {lieu !== '' && `, ${lieu}`}. {TYPES[demande.identifiant.type]}{' '}
      <Numero type={demande.identifiant.type} valeur={demande.identifiant.valeur} />.{' '}
      {etat === null ? (
        'L’annuaire ne dit pas clairement si elle est ouverte.'
      ) : (
        <>
          Structure{' '}
          {etat === 'fermee' ? <Etiquette ton="erreur">{ETATS[etat]}</Etiquette> : ETATS[etat]}.
        </>
      )}{' '}
      <Issue demande={demande} issue={issue} fictif={fictif} />
    </p>
  )
}

/** What was given so far, each to be taken back by one click. */
const Donnees = ({ situation, saisie }: { situation: StructureVue | null; saisie: Saisie }) => {
  const donnees = listDonnees(saisie, () => nameStructure(situation))
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
              ×
            </span>
          </Aller>
        </li>
      ))}
    </ul>
  )
}

type CadreProps = {
  verification: Commune
  saisie: Saisie
  /** Of the situation chosen, if one was. */
  situation: StructureVue | null
  children: Child
}

/** Who, what was given, and the sentence to say; first of all, why an order was refused. */
const Cadre = ({ verification, saisie, situation, children }: CadreProps) => {
  const { resume, controle } = verification
  return (
    <div class="tete">
      {children}
      <Donnees situation={situation} saisie={saisie} />
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

/** The head of an answer about a practitioner. */
export const Tete = (props: { verification: Verification; saisie: Saisie }) => {
  const { situations, ecartees } = props.verification
  const situation = situations[0]?.structure ?? ecartees[0]?.situation.structure ?? null
  return (
    <Cadre {...props} situation={situation}>
      <Qui {...props.verification} />
    </Cadre>
  )
}

/** The head of an answer about a structure. */
export const TeteStructure = (props: { verification: VerificationStructure; saisie: Saisie }) => (
  <Cadre verification={toCommune(props.verification)} saisie={props.saisie} situation={null}>
    <Quoi {...props.verification} />
  </Cadre>
)
