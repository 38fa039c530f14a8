import { ATTENTE, VERIFIER } from './aller.tsx'
import { Champ, Groupe } from './blocs.tsx'
import { USAGE_OPTIONS } from './champs.ts'

/**
 * The field for the next number, in the head of an answer. Nothing of the answer is carried over:
 * what one caller said is not true of the next.
 */
export const Barre = () => (
  <search class="barre ecran">
    <form method="post" action={VERIFIER} novalidate data-attente={ATTENTE}>
      <label class="invisible" for="suivant">
        Numéro ou nom suivant
      </label>
      <input
        id="suivant"
        name="numero"
        class="numero"
        type="text"
        autocomplete="off"
        placeholder="Numéro ou nom"
        spellcheck={false}
        aria-keyshortcuts="/"
      />
      <kbd data-raccourci title="La touche / mène à ce champ" hidden>
        /
      </kbd>
      <button class="bouton">Vérifier</button>
      <details class="volet-options">
        <summary>Options</summary>
        <div class="volet-contenu">
          <Champ
            nom="identifiantEnvisage.valeur"
            id="suivant-identifiant"
            libelle="Ma commande a été refusée : l’identifiant employé"
            attributs={{ spellcheck: 'false', class: 'numero' }}
          />
          <Champ
            nom="date"
            id="suivant-date"
            type="date"
            libelle="Jour de la commande"
            aide="Aujourd’hui si vous laissez ce champ vide."
          />
          <Groupe
            nom="usages"
            id="suivant-usages"
            type="checkbox"
            libelle="À quoi le logiciel servira-t-il ?"
            options={USAGE_OPTIONS}
          />
          <label class="option" data-raccourci hidden>
            <input type="checkbox" data-sans-raccourci />
            <span>La touche / ne mène pas au champ</span>
          </label>
        </div>
      </details>
    </form>
  </search>
)
