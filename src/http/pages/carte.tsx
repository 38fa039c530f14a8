/** A card of no person, to tell its two numbers apart: their length says which is which. */
const Dessin = () => (
  <svg class="carte-dessin" viewBox="0 0 320 190" aria-hidden="true" focusable="false">
    <rect class="carte-fond" x="1" y="1" width="318" height="188" rx="14" />
    <rect class="carte-puce" x="24" y="58" width="44" height="34" rx="6" />
    <text class="carte-texte" x="24" y="36">
      Carte de professionnel de santé
    </text>
    <text class="carte-petit" x="92" y="70">
      Prénom NOM
    </text>
    <text class="carte-petit" x="92" y="90">
      Profession
    </text>
    <rect class="carte-lit" x="16" y="108" width="288" height="30" rx="6" />
    <text class="carte-nombre" x="26" y="129">
      8 10 999 001 000
    </text>
    <text class="carte-petit" x="296" y="129" text-anchor="end">
      RPPS
    </text>
    <rect class="carte-lit" x="16" y="146" width="288" height="30" rx="6" />
    <text class="carte-nombre" x="26" y="167">
      3 199 001 000
    </text>
    <text class="carte-petit" x="296" y="167" text-anchor="end">
      n° de carte
    </text>
  </svg>
)

/** Where the number is to be found, folded beside its field. */
export const OuEstLeNumero = () => (
  <details class="plier aide-numero">
    <summary>Où lire le numéro sur la carte ?</summary>
    <div class="carte-aide">
      <Dessin />
      <div>
        <p>
          <strong>RPPS</strong> : 11 chiffres, qui commencent par 10 ; parfois précédés d’un 8.
        </p>
        <p>
          <strong>N° de carte</strong> : 10 chiffres en général. Il change à chaque nouvelle carte.
        </p>
        <p class="discret">
          Leur place varie d’une carte à l’autre : c’est leur longueur qui les distingue. L’un ou
          l’autre suffit.
        </p>
      </div>
    </div>
  </details>
)
