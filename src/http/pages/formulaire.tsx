import {
  CHAMPS,
  type Champ as NomChamp,
  hasChamp,
  isOfStructure,
  type Saisie,
} from '../request/saisie.ts'
import { ATTENTE, VERIFIER } from './aller.tsx'
import { Champ, Choix, Groupe } from './blocs.tsx'
import { OuEstLeNumero } from './carte.tsx'
import { CONTEXTE, TYPE_OPTIONS, USAGE_OPTIONS } from './champs.ts'

/** What is wrong with each field, in a sentence; absent = nothing. */
export type Fautes = ReadonlyMap<NomChamp, string>

const SANS_FAUTE: Fautes = new Map()

const INCONNU = 'Je ne sais pas'

const ENTIER = { inputmode: 'numeric' }
const CHIFFRES = { inputmode: 'numeric', spellcheck: 'false', class: 'numero' }
const IDENTIFIANT = { spellcheck: 'false', class: 'numero' }

type Lus = { saisie: Saisie; fautes: Fautes }

/** What `Champ`, `Choix` and `Groupe` take of what was typed. */
const read = ({ saisie, fautes }: Lus, nom: NomChamp) => {
  const valeurs = saisie.get(nom) ?? []
  return { nom, valeur: valeurs.join(','), valeurs, erreur: fautes.get(nom) }
}

/** The one field that is needed: any number, or a name. */
const ChampNumero = (props: Lus & { focus: boolean }) => (
  <>
    <Champ
      {...read(props, 'numero')}
      libelle="Numéro ou nom"
      aide={
        <>
          RPPS, carte, FINESS, SIRET ou RPPS rang, collé tel quel ; ou le nom et le prénom.{' '}
          <a href="/recherche">Chercher avec le lieu ou la profession</a>
        </>
      }
      attributs={{
        ...IDENTIFIANT,
        class: 'numero grand',
        required: true,
        ...(props.focus ? { autofocus: true } : {}),
      }}
    />
    <OuEstLeNumero />
  </>
)

/** The same of a structure, whose type is asked once there is an identifier. */
const ChampStructure = (lus: Lus) => (
  <div class="colonnes">
    <Champ
      {...read(lus, 'identifiant.valeur')}
      libelle="Identifiant de la structure"
      aide="FINESS, SIRET ou RPPS rang."
      attributs={{ ...IDENTIFIANT, required: true }}
    />
    <Choix
      {...read(lus, 'identifiant.type')}
      libelle="Son type"
      options={TYPE_OPTIONS.filter(({ valeur }) => TYPES_STRUCTURE.includes(valeur))}
      vide="Reconnu à sa forme"
    />
  </div>
)

const TYPES_STRUCTURE: readonly string[] = ['FINESS_EG', 'FINESS_EJ', 'SIRET', 'RPPS_RANG']

const EMPLOYE: readonly NomChamp[] = ['identifiantEnvisage.valeur', 'identifiantEnvisage.type']

/**
 * In sight, because most who call were refused: what they used. Its form tells its type, which is
 * asked once there is an identifier, as some forms are of two types.
 */
const Employe = (lus: Lus) => (
  <div class="colonnes">
    <Champ
      {...read(lus, 'identifiantEnvisage.valeur')}
      libelle="Ma commande a été refusée : l’identifiant employé"
      aide="Facultatif. Collez-le tel quel : la réponse dira s’il convient, et sinon pourquoi."
      attributs={IDENTIFIANT}
    />
    {EMPLOYE.some((champ) => lus.saisie.has(champ)) && (
      <Choix
        {...read(lus, 'identifiantEnvisage.type')}
        libelle="Son type"
        options={TYPE_OPTIONS}
        vide="Reconnu à sa forme"
      />
    )}
  </div>
)

const Commande = (lus: Lus) => (
  <fieldset class="volet">
    <legend>La commande</legend>
    <Groupe
      {...read(lus, 'usages')}
      type="checkbox"
      libelle="À quoi le logiciel servira-t-il ?"
      options={USAGE_OPTIONS}
    />
    <div class="colonnes">
      <Champ
        {...read(lus, 'contexte.solutions')}
        libelle="Nombre de logiciels"
        aide="Ceux de la structure qui appellent eux-mêmes les téléservices."
        attributs={ENTIER}
      />
      <Champ
        {...read(lus, 'contexte.instances')}
        libelle="Instances de chacun"
        aide="Installations distinctes d’un même logiciel."
        attributs={ENTIER}
      />
    </div>
    <div class="colonnes">
      <Champ
        {...read(lus, 'date')}
        type="date"
        libelle="Jour de la commande"
        aide="Aujourd’hui si vous laissez ce champ vide."
      />
      {hasChamp(lus.saisie, 'type') && (
        <Choix
          {...read(lus, 'type')}
          libelle="Le numéro donné est"
          options={[
            { valeur: 'rpps', libelle: 'Un RPPS' },
            { valeur: 'carte', libelle: 'Un numéro de carte' },
          ]}
          vide="Reconnu à sa longueur"
        />
      )}
    </div>
  </fieldset>
)

const Contexte = (lus: Lus) => (
  <fieldset class="volet">
    <legend>Ce que l’appelant sait de sa structure</legend>
    <div class="colonnes">
      {[...CONTEXTE]
        .filter(([nom]) => hasChamp(lus.saisie, nom))
        .map(([nom, { libelle, options }]) =>
          options === undefined ? (
            <Champ {...read(lus, nom)} libelle={libelle} attributs={IDENTIFIANT} />
          ) : (
            <Choix {...read(lus, nom)} libelle={libelle} options={options} vide={INCONNU} />
          ),
        )}
      {hasChamp(lus.saisie, 'situation') && (
        <Champ
          {...read(lus, 'situation')}
          libelle="Situation d’exercice"
          aide="Clé d’une situation, pour n’en juger qu’une."
          attributs={IDENTIFIANT}
        />
      )}
    </div>
  </fieldset>
)

const Administrateur = (lus: Lus) => (
  <fieldset class="volet">
    <legend>L’administrateur technique à contrôler</legend>
    <div class="colonnes">
      <Champ {...read(lus, 'administrateurTechnique.nom')} libelle="Nom" />
      <Champ {...read(lus, 'administrateurTechnique.prenom')} libelle="Prénom" />
      <Champ
        {...read(lus, 'administrateurTechnique.carte')}
        libelle="N° de sa carte"
        attributs={CHIFFRES}
      />
    </div>
  </fieldset>
)

const EN_VUE: readonly NomChamp[] = ['numero', 'identifiant.valeur', 'identifiant.type', ...EMPLOYE]

const nameDetails = (given: number): string => {
  if (given === 0) return 'Préciser la demande (facultatif)'
  return `Préciser la demande (${given} réponse${given > 1 ? 's' : ''} déjà donnée${given > 1 ? 's' : ''})`
}

/** The whole form, filled in with what was typed; its details are folded unless one is wrong. */
export const Formulaire = (props: { saisie: Saisie; fautes?: Fautes; focus?: boolean }) => {
  const lus = { saisie: props.saisie, fautes: props.fautes ?? SANS_FAUTE }
  const details = CHAMPS.filter((champ) => !EN_VUE.includes(champ))
  return (
    <form method="post" action={VERIFIER} class="panneau" novalidate data-attente={ATTENTE}>
      {isOfStructure(lus.saisie) ? (
        <ChampStructure {...lus} />
      ) : (
        <ChampNumero {...lus} focus={props.focus ?? false} />
      )}
      <Employe {...lus} />
      <details class="plier" open={details.some((champ) => lus.fautes.has(champ))}>
        <summary>{nameDetails(details.filter((champ) => lus.saisie.has(champ)).length)}</summary>
        <Commande {...lus} />
        <Contexte {...lus} />
        {hasChamp(lus.saisie, 'administrateurTechnique.nom') && <Administrateur {...lus} />}
      </details>
      <div class="actions">
        <button class="bouton">Vérifier</button>
      </div>
    </form>
  )
}
