import { nameSource } from '../../domain/mots/sources.ts'
import type { Exploitation } from '../routes/route.ts'
import { Contribution } from './contribution.tsx'
import { renderPage } from './layout.tsx'

const UNITES = [
  { secondes: 86_400, un: 'jour', plusieurs: 'jours' },
  { secondes: 3600, un: 'heure', plusieurs: 'heures' },
  { secondes: 60, un: 'minute', plusieurs: 'minutes' },
  { secondes: 1, un: 'seconde', plusieurs: 'secondes' },
]

/** « 1 heure », « 90 minutes »: in the largest unit that is whole. */
const nameDuree = (secondes: number): string => {
  const unite = UNITES.find((one) => secondes >= one.secondes && secondes % one.secondes === 0)
  if (unite === undefined) return '0 seconde'
  const count = secondes / unite.secondes
  return `${count} ${count === 1 ? unite.un : unite.plusieurs}`
}

const Contact = ({ contact }: { contact: string | null }) => {
  if (contact === null) {
    return <p>L’organisation qui met ce service à disposition n’a pas donné d’adresse.</p>
  }
  return (
    <p>
      Pour joindre l’organisation qui met ce service à disposition :{' '}
      <a href={contact.startsWith('https:') ? contact : `mailto:${contact}`}>{contact}</a>.
    </p>
  )
}

/** How long what a directory answered is kept, as this service is set. */
const Garde = ({ cacheTtlSeconds, cachePerimeSeconds }: Exploitation) => (
  <>
    {cacheTtlSeconds === 0
      ? 'n’est pas réemployé pour une autre demande'
      : `est réemployé ${nameDuree(cacheTtlSeconds)} au plus pour les demandes suivantes`}
    {cachePerimeSeconds > 0 &&
      `, et gardé ${nameDuree(cachePerimeSeconds)} encore, pour le seul cas où l’annuaire ne répond pas : la réponse le dit alors`}
    . Rien n’est gardé plus de 30 jours.
  </>
)

/** `/mentions`: who speaks, from which data, and what is kept how long. */
export const renderMentions = (exploitation: Exploitation): string => {
  const { annuaires, contact, contributionUrl } = exploitation
  const isFictif = annuaires.every((nom) => nom === 'fictif')
  return renderPage(
    'Mentions',
    <>
      <p class="chapeau">
        Ce service est indépendant de l’Agence du Numérique en Santé (ANS) : elle ne l’édite pas, ne
        le contrôle pas, et sa réponse ne l’engage pas.
      </p>
      <h2>Ce que vaut une réponse</h2>
      <p>
        Le service lit ce que l’Annuaire Santé publie et y applique des{' '}
        <a href="/regles">règles publiées</a>, complétées par <a href="/decisions">nos décisions</a>
        . Chaque phrase cite sa règle. Il ne passe aucune commande ; ce que les données publiques ne
        prouvent pas reste à vérifier.
      </p>
      <h2>D’où viennent les données</h2>
      <ul>
        {annuaires.map((nom) => (
          <li>{nameSource(nom)}</li>
        ))}
      </ul>
      <p>
        {isFictif ? (
          <>
            Ce service ne montre que des personnes et des structures inventées (
            <a href="/numeros-fictifs">leurs numéros</a>).
          </>
        ) : (
          'L’Annuaire Santé publie en libre accès l’identité professionnelle, les activités et les structures des professionnels de santé. Une erreur s’y corrige auprès de l’Ordre, de l’ARS ou de l’employeur, et non ici.'
        )}
      </p>
      <h2>Ce qui est gardé, et combien de temps</h2>
      <ul>
        <li>
          Ce qu’un annuaire répond sur un professionnel <Garde {...exploitation} />
        </li>
        <li>
          Le service n’écrit sur aucun disque ce que vous tapez. Le nom d’un administrateur
          technique n’est pas gardé après la réponse.
        </li>
        <li>
          Le journal ne porte ni numéro, ni nom, ni adresse IP : seulement l’heure, le type de page,
          la durée et l’issue.
        </li>
        <li>Ni compte, ni cookie, ni mesure d’audience.</li>
      </ul>
      <h2>Ce que garde votre navigateur</h2>
      <ul>
        <li>
          La page d’un lot garde dans son onglet (<code>sessionStorage</code>), si le navigateur le
          permet, la liste, collée ou lue d’un fichier, ce que vous avez précisé et le dernier
          résultat. « Effacer la liste » et « Tout effacer » les en retirent, fermer l’onglet aussi
          ; mais un onglet dupliqué en a sa propre copie, et un onglet fermé que le navigateur
          rouvre peut les retrouver.
        </li>
        <li>
          Les pages de réponse, et celle d’un lot vérifié sans script, peuvent rester dans son
          cache, et l’adresse d’une réponse, avec le RPPS ou l’identifiant de la structure, dans son
          historique : effacez-les sur un poste partagé. Une page de recherche par le nom n’est pas
          gardée.
        </li>
        <li>
          Le choix « La touche / ne mène pas au champ » (<code>localStorage</code>) reste jusqu’à ce
          que vous effaciez les données du site.
        </li>
      </ul>
      <h2>Contact</h2>
      <Contact contact={contact} />
      <Contribution url={contributionUrl} />
    </>,
    { adresse: '/mentions' },
  )
}
