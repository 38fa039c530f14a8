import { IDENTIFIANT_TYPES } from '../../domain/identifiants/identifiants.ts'
import { TYPES, USAGE_LIBELLES } from '../../domain/mots/libelles.ts'
import { CHAMPS, type Champ as NomChamp, type Saisie } from '../request/saisie.ts'
import { Champ, Choix, Groupe } from './blocs.tsx'

/** Where every form of a verification goes: by POST, because the number may be a card's. */
export const VERIFIER = '/verifier'

/** While an answer is waited for. */
export const ATTENTE = 'Annuaire interrogé, un instant…'

/** What is wrong with each field, in a sentence; absent = nothing. */
export type Fautes = ReadonlyMap<NomChamp, string>

const SANS_FAUTE: Fautes = new Map()

/** Everything given so far but the fields named, carried along unseen. */
export const Reste = (props: { saisie: Saisie; sauf: readonly string[] }) => (
  <>
    {CHAMPS.filter((champ) => !props.sauf.includes(champ)).flatMap((champ) =>
      (props.saisie.get(champ) ?? []).map((valeur) => (
        <input type="hidden" name={champ} value={valeur} />
      )),
    )}
  </>
)

const toOptions = (libelles: Record<string, string>) =>
  Object.entries(libelles).map(([valeur, libelle]) => ({ valeur, libelle }))

export const USAGE_OPTIONS = toOptions(USAGE_LIBELLES)

const TYPE_OPTIONS = IDENTIFIANT_TYPES.map((type) => ({ valeur: type, libelle: TYPES[type] }))

const PAR_SITE = { valeur: 'par-site', libelle: 'Un par site' }
const OUI_NON = toOptions({ true: 'Oui', false: 'Non' })
export const INCONNU = 'Je ne sais pas'

const ENTIER = { inputmode: 'numeric' }
const CHIFFRES = { inputmode: 'numeric', spellcheck: 'false', class: 'numero' }

type Lus = { saisie: Saisie; fautes: Fautes }

/** What `Champ`, `Choix` and `Groupe` take of what was typed. */
const read = ({ saisie, fautes }: Lus, nom: NomChamp) => {
  const valeurs = saisie.get(nom) ?? []
  return { nom, valeur: valeurs.join(','), valeurs, erreur: fautes.get(nom) }
}

/** The one field that is needed. */
export const ChampNumero = (props: Lus & { focus?: boolean }) => (
  <Champ
    {...read(props, 'numero')}
    libelle="N° RPPS ou n° de carte"
    aide="11 chiffres pour un RPPS, 10 en général pour une carte. Collez-le tel quel : espaces, points et tirets sont admis."
    attributs={{
      ...CHIFFRES,
      class: 'numero grand',
      required: true,
      ...(props.focus === true ? { autofocus: true } : {}),
    }}
  />
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
      <Choix
        {...read(lus, 'type')}
        libelle="Le numéro donné est"
        options={[
          { valeur: 'rpps', libelle: 'Un RPPS' },
          { valeur: 'carte', libelle: 'Un numéro de carte' },
        ]}
        vide="Reconnu à sa longueur"
      />
    </div>
  </fieldset>
)

const Employe = (lus: Lus) => (
  <fieldset class="volet">
    <legend>L’identifiant que l’appelant a employé</legend>
    <div class="colonnes">
      <Choix
        {...read(lus, 'identifiantEnvisage.type')}
        libelle="Type"
        options={TYPE_OPTIONS}
        vide="Reconnu à sa forme"
      />
      <Champ
        {...read(lus, 'identifiantEnvisage.valeur')}
        libelle="Identifiant"
        attributs={{ spellcheck: 'false', class: 'numero' }}
      />
    </div>
  </fieldset>
)

const Contexte = (lus: Lus) => (
  <fieldset class="volet">
    <legend>Ce que l’appelant sait de sa structure</legend>
    <div class="colonnes">
      <Choix
        {...read(lus, 'contexte.systemeInformation')}
        libelle="Système d’information"
        options={[{ valeur: 'commun', libelle: 'Commun à tous les sites' }, PAR_SITE]}
        vide={INCONNU}
      />
      <Choix
        {...read(lus, 'contexte.ris')}
        libelle="RIS (radiologie)"
        options={[{ valeur: 'unique', libelle: 'Un seul pour tous les sites' }, PAR_SITE]}
        vide={INCONNU}
      />
      <Choix
        {...read(lus, 'contexte.groupement')}
        libelle="Commande pour tout un groupement (GHT…)"
        options={OUI_NON}
        vide={INCONNU}
      />
      <Choix
        {...read(lus, 'contexte.certificatSouhaite')}
        libelle="Certificat voulu même si la carte CPS suffit"
        options={OUI_NON}
        vide={INCONNU}
      />
      <Champ
        {...read(lus, 'contexte.sitePrincipal')}
        libelle="Laboratoire : FINESS géographique du site principal"
        attributs={{ spellcheck: 'false', class: 'numero' }}
      />
      <Choix
        {...read(lus, 'contexte.statut')}
        libelle="Établissement public ou privé"
        options={[
          { valeur: 'public', libelle: 'Public' },
          { valeur: 'prive', libelle: 'Privé' },
        ]}
        vide={INCONNU}
      />
      <Choix
        {...read(lus, 'contexte.exercice')}
        libelle="Radiologue : exerce"
        options={[
          { valeur: 'nom-propre', libelle: 'En son nom propre' },
          { valeur: 'societe', libelle: 'Pour une société d’exercice' },
        ]}
        vide={INCONNU}
      />
      <Choix
        {...read(lus, 'contexte.logiciel')}
        libelle="Maison de santé : le logiciel est"
        options={[
          { valeur: 'structure', libelle: 'À la maison de santé' },
          { valeur: 'praticien', libelle: 'Au praticien' },
        ]}
        vide={INCONNU}
      />
      <Champ
        {...read(lus, 'contexte.siret')}
        libelle="Société d’exercice : SIRET"
        attributs={{ spellcheck: 'false', class: 'numero' }}
      />
      <Champ
        {...read(lus, 'situation')}
        libelle="Situation d’exercice"
        aide="Clé d’une situation, pour n’en juger qu’une."
        attributs={{ spellcheck: 'false', class: 'numero' }}
      />
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

const nameDetails = (given: number): string => {
  if (given === 0) return 'Préciser la demande (facultatif)'
  return `Préciser la demande (${given} réponse${given > 1 ? 's' : ''} déjà donnée${given > 1 ? 's' : ''})`
}

/** The whole form, filled in with what was typed; its details are folded unless one is wrong. */
export const Formulaire = (props: { saisie: Saisie; fautes?: Fautes; focus?: boolean }) => {
  const lus = { saisie: props.saisie, fautes: props.fautes ?? SANS_FAUTE }
  const details = CHAMPS.filter((champ) => champ !== 'numero')
  return (
    <form method="post" action={VERIFIER} class="panneau" novalidate data-attente={ATTENTE}>
      <ChampNumero {...lus} focus={props.focus ?? false} />
      <details class="plier" open={details.some((champ) => lus.fautes.has(champ))}>
        <summary>{nameDetails(details.filter((champ) => lus.saisie.has(champ)).length)}</summary>
        <Commande {...lus} />
        <Employe {...lus} />
        <Contexte {...lus} />
        <Administrateur {...lus} />
      </details>
      <div class="actions">
        <button class="bouton">Vérifier</button>
      </div>
    </form>
  )
}
