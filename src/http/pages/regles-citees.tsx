import { CONFIANCES } from '../../domain/mots/libelles.ts'
import { toRegleCitee } from '../../domain/reponse/commandes.ts'
import { regleOf } from '../../domain/rules/index.ts'
import type { Commande, RegleCitee } from '../../domain/verification.ts'
import { Alerte as Encart, Etiquette, Source } from './blocs.tsx'
import type { Jugee } from './commun.ts'

/** The rules behind an answer, each with where it is written and how sure it is. */
export const ReglesCitees = ({ regles }: { regles: readonly RegleCitee[] }) => (
  <ul class="liste-nue regles">
    {regles.map(({ id, titre, source, confiance }) => (
      <li>
        <a href={`/regles/${id}`}>{titre}</a> <Etiquette>{CONFIANCES[confiance].court}</Etiquette>
        <br />
        <Source {...source} />
      </li>
    ))}
  </ul>
)

/** The rules that were applied, those of the situations first, each once. */
export const citeRegles = (
  situations: readonly Jugee[],
  commandes: readonly Commande[],
): RegleCitee[] => {
  const citees = [
    ...situations.flatMap(({ regles }) => regles.map((id) => toRegleCitee(regleOf(id)))),
    ...commandes.flatMap(({ regles }) => regles),
  ]
  return [...new Map(citees.map((regle) => [regle.id, regle])).values()]
}

/** What to be careful about; nothing when there is nothing. */
export const Precautions = ({ textes }: { textes: readonly string[] }) =>
  textes.length === 0 ? null : (
    <Encart ton="attention">
      {textes.length === 1 ? (
        <p>{textes[0]}</p>
      ) : (
        <ul>
          {textes.map((texte) => (
            <li>{texte}</li>
          ))}
        </ul>
      )}
    </Encart>
  )
