import { capitalize, nameCommanditaire } from '../../domain/mots/noms.ts'
import { FORMULAIRES, listFiche } from '../../domain/mots/fiche-texte.ts'
import { frenchDay } from '../../domain/mots/dates.ts'
import type { ChampFiche, Commande, ConsigneFiche } from '../../domain/verification.ts'
import { Copier, Source, Tableau } from './blocs.tsx'
import type { Commune } from './commun.ts'

const Valeur = ({ id, champ }: { id: string; champ: ChampFiche }) => {
  const { valeur, modele, origine } = champ
  if (valeur === null && modele === null) return <span class="a-completer">à compléter</span>
  return (
    <>
      <span id={id} class={origine === 'a-completer' ? 'a-completer' : 'porte'}>
        {valeur ?? modele}
      </span>
      {modele !== null && <span class="invisible"> (à compléter)</span>}
    </>
  )
}

const Champ = ({ id, champ }: { id: string; champ: ChampFiche }) => {
  const { section, libelle, valeur, modele, note } = champ
  return (
    <tr>
      <th scope="row">
        {section !== null && <span class="section">{section}</span>} {libelle}
      </th>
      <td>
        <Valeur id={id} champ={champ} /> {note !== null && <span class="aide">{note}</span>}
      </td>
      <td class="ecran">
        {(valeur ?? modele) !== null && <Copier cible={id} libelle="Copier" quoi={libelle} />}
      </td>
    </tr>
  )
}

const Consignes = ({ consignes }: { consignes: readonly ConsigneFiche[] }) => (
  <ul class="consignes">
    {consignes.map(({ texte, source }) => (
      <li>
        {texte} <Source {...source} />
      </li>
    ))}
  </ul>
)

/**
 * The sheet of an order, folded; on paper where it was unfolded, or by itself on one page when its link is followed, then printed. The
 * link is a fragment: it works without the script, and after a form that has no address.
 */
export const FicheCommande = (props: { commande: Commande; verification: Commune }) => {
  const { id, fiche, commanditaire } = props.commande
  const { fictif, demande, reglement } = props.verification
  const racine = `fiche-${id}`
  return (
    <details class="plier si-ouvert">
      <summary>
        <h2>Fiche à recopier : {FORMULAIRES[fiche.formulaire]}</h2>
      </summary>
      <div class="fiche" id={racine}>
        <p class="papier">
          <strong>Fiche pour le {FORMULAIRES[fiche.formulaire]}</strong>.{' '}
          {capitalize(nameCommanditaire(commanditaire, 'ligne'))}
          {fictif && ' (exemple fictif)'}, jugé pour le {frenchDay(demande.date)}, règlement{' '}
          {reglement.version}.
        </p>
        <div class="actions ecran">
          <Copier cible={`${racine}-texte`} libelle="Tout copier" quoi="de la fiche" />
          <a class="bouton discret" href={`#${racine}`} data-imprimer>
            Imprimer la fiche seule
          </a>
        </div>
        <div id={`${racine}-texte`} data-valeur={listFiche(fiche).join('\n')}>
          <Tableau legende="À porter dans chaque champ" colonnes={['Champ', 'À porter', 'Copier']}>
            {fiche.champs.map((champ) => (
              <Champ id={`${racine}-${champ.code}`} champ={champ} />
            ))}
          </Tableau>
        </div>
        <Consignes consignes={fiche.consignes} />
      </div>
    </details>
  )
}
