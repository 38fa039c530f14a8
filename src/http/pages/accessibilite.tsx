import { Jour } from './blocs.tsx'
import { renderPage } from './layout.tsx'

/** Day of the self-assessment that the page reports. */
const ETABLIE_LE = '2026-11-25'

/** `/accessibilite`: the declaration, which claims nothing that was not done. */
export const renderAccessibilite = (): string =>
  renderPage(
    'Déclaration d’accessibilité',
    <>
      <p class="chapeau">
        Ces pages sont faites pour être utilisées par tous, au clavier, avec un lecteur d’écran,
        agrandies, sans JavaScript ou imprimées. Voici où elles en sont.
      </p>
      <h2>État de conformité</h2>
      <p>
        Aucun audit de conformité au référentiel général d’amélioration de l’accessibilité (RGAA
        4.1) n’a été fait. Au sens de ce référentiel, «&nbsp;Qui commande ?&nbsp;» est donc{' '}
        <strong>non conforme</strong> tant qu’un audit n’a pas établi le contraire. Ce qui suit est
        une auto-évaluation de ses auteurs, établie le <Jour jour={ETABLIE_LE} />.
      </p>
      <h2>Ce qui est testé, et comment</h2>
      <p>
        Des tests automatiques ouvrent les pages dans un navigateur réel (Chromium), à chaque
        version du service :
      </p>
      <ul>
        <li>
          l’outil axe-core (règles WCAG 2.2 A et AA) ne doit rien signaler, en clair et en sombre,
          avec et sans erreur de saisie ;
        </li>
        <li>à 320 pixels de large, la page ne défile pas en largeur ;</li>
        <li>les parcours principaux fonctionnent sans JavaScript et au clavier ;</li>
        <li>
          une erreur de saisie est résumée en haut de la page, qui reçoit le focus, et rattachée à
          son champ.
        </li>
      </ul>
      <p>
        Un outil automatique ne voit qu’une partie des défauts d’accessibilité : ces tests ne
        remplacent pas un audit.
      </p>
      <h2>Limites connues</h2>
      <ul>
        <li>
          Aucun essai n’a été fait par des personnes qui utilisent au quotidien un lecteur d’écran
          (NVDA, JAWS, VoiceOver), une loupe d’écran ou une commande vocale.
        </li>
        <li>Les pages n’ont pas été essayées sous Firefox ni sous Safari.</li>
        <li>
          Le champ de date est celui du navigateur : sa langue et son maniement au clavier dépendent
          de lui. La date peut aussi s’écrire dans l’adresse (<code>?date=2026-11-23</code>).
        </li>
        <li>
          Sur un écran étroit, les grands tableaux défilent à l’intérieur de leur cadre, qu’on
          atteint au clavier.
        </li>
        <li>
          Certains libellés viennent tels quels des nomenclatures publiées, avec leurs abréviations
          et sans tous leurs accents.
        </li>
      </ul>
      <h2>Signaler une difficulté</h2>
      <p>
        Si une page vous est inaccessible, écrivez à l’organisation qui met ce service à votre
        disposition, avec l’adresse de la page et, s’il y en a une, la référence affichée. N’envoyez
        pas de numéro de carte. Toutes les réponses existent aussi en texte, en JSON et en CSV :
        elle peut vous envoyer celle qu’il vous faut.
      </p>
      <h2>Voies de recours</h2>
      <p>Si vous ne recevez pas de réponse satisfaisante, vous pouvez :</p>
      <ul>
        <li>
          écrire au Défenseur des droits par{' '}
          <a href="https://formulaire.defenseurdesdroits.fr/">son formulaire</a> ;
        </li>
        <li>
          contacter{' '}
          <a href="https://www.defenseurdesdroits.fr/saisir/delegues">
            son délégué dans votre région
          </a>{' '}
          ;
        </li>
        <li>
          lui envoyer un courrier, sans timbre : Défenseur des droits, Libre réponse 71120, 75342
          Paris CEDEX 07.
        </li>
      </ul>
    </>,
    { adresse: '/accessibilite' },
  )
