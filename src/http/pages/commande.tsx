import {
  CERTIFICATS,
  explainType,
  nameIdentifiant,
  ROLES,
  USAGE_LIBELLES,
} from '../../domain/mots/libelles.ts'
import { nameOrRole } from '../../domain/mots/noms.ts'
import type { Alternative, Certificat, Commande, Etape } from '../../domain/verification.ts'
import { Copier, Etiquette, Tableau } from './blocs.tsx'
import { IdentifiantACopier, Numero } from './identifiant.tsx'
import type { Child } from './layout.tsx'
import { Rappel } from './rappel.tsx'

/** Who places the order: a name, and what it is. */
const Commanditaire = ({ commanditaire }: Commande) => (
  <p class="commanditaire">
    Commanditaire : <strong>{nameOrRole(commanditaire)}</strong>
    {commanditaire.nom !== null && `, ${ROLES[commanditaire.role].nom}`}
    {commanditaire.rpps !== null && (
      <>
        , RPPS <Numero type="RPPS" valeur={commanditaire.rpps} />
      </>
    )}
  </p>
)

const Alternatives = (props: { id: string; alternatives: readonly Alternative[] }) => (
  <ul class="liste-nue alternatives">
    {props.alternatives.map(({ identifiant, si }, index) => {
      const id = `alternative-${props.id}-${index}`
      return (
        <li>
          {explainType(identifiant.type)}
          <strong class="alternative-valeur">
            <Numero type={identifiant.type} valeur={identifiant.valeur} id={id} />
            <Copier cible={id} libelle="Copier" quoi={nameIdentifiant(identifiant)} />
          </strong>
          {si}.
        </li>
      )
    })}
  </ul>
)

/** More than that many sites are folded: the number to use must stay in sight. */
const MAX_ALTERNATIVES = 2

/** What else is admitted, each with its condition. */
const AussiAdmis = ({ id, alternatives }: Commande) => {
  const autres = alternatives.slice(MAX_ALTERNATIVES)
  return (
    <div class="aussi-admis">
      <p class="surtitre">Aussi admis</p>
      <Alternatives id={id} alternatives={alternatives.slice(0, MAX_ALTERNATIVES)} />
      {autres.length > 0 && (
        <details>
          <summary>
            {autres.length} autre{autres.length > 1 && 's'}
          </summary>
          <Alternatives id={`${id}-autre`} alternatives={autres} />
        </details>
      )}
    </div>
  )
}

/** What to write on the order, and what may be written instead. */
export const ACommander = ({ commande }: { commande: Commande }) => (
  <div class="a-commander">
    <div>
      <IdentifiantACopier id={`identifiant-${commande.id}`} identifiant={commande.identifiant} />
      <Commanditaire {...commande} />
    </div>
    {commande.alternatives.length > 0 && <AussiAdmis {...commande} />}
  </div>
)

/** The steps in order, with reminders for a certificate got on `jour`. What open data cannot prove is said once for them all. */
export const Etapes = ({ etapes, jour }: { etapes: readonly Etape[]; jour?: string }) => (
  <>
    {etapes.some(({ verifie }) => !verifie) && (
      <p class="discret">
        {etapes.some(({ verifie }) => verifie)
          ? 'D’ici, seules les étapes marquées « vérifié » ont pu l’être : faites confirmer les autres par l’appelant.'
          : 'Aucune de ces étapes ne peut être vérifiée d’ici : faites-les confirmer par l’appelant.'}
      </p>
    )}
    <ol class="etapes">
      {etapes.map(({ code, texte, url, verifie }) => (
        <li>
          {texte}
          {url !== null && (
            <>
              {' '}
              <a href={url}>Page de l’ANS</a>
            </>
          )}
          {verifie && (
            <>
              {' '}
              <Etiquette ton="accent">vérifié</Etiquette>
            </>
          )}
          {code === 'DUREE_DE_VIE' && jour !== undefined && <Rappel jour={jour} />}
        </li>
      ))}
    </ol>
  </>
)

/** All that is ordered, in one line: « 3 ORG AUTH_CLI, 1 ORG SIGN ». */
const countCertificats = (certificats: readonly Certificat[]): string => {
  const byType = Map.groupBy(certificats, ({ type }) => type)
  return [...byType]
    .map(([type, list]) => {
      const quantite = list.reduce((total, one) => total + one.quantite, 0)
      return `${quantite} ${CERTIFICATS[type]}`
    })
    .join(', ')
}

/** The certificates to order for the usages asked, counted; unfolded, each with what it is for. */
export const Certificats = (props: { certificats: readonly Certificat[]; children?: Child }) => (
  <details class="plier certificats">
    <summary>
      <h2>Certificats à commander : {countCertificats(props.certificats)}</h2>
    </summary>
    <TableauCertificats certificats={props.certificats} />
    {props.children}
  </details>
)

const TableauCertificats = ({ certificats }: { certificats: readonly Certificat[] }) => (
  <Tableau
    legende="Un certificat par ligne"
    colonnes={['Certificat', 'Pour', 'Nom (CN)', 'Quantité']}
  >
    {certificats.map(({ type, usages, cn, quantite }) => (
      <tr>
        <th scope="row">{CERTIFICATS[type]}</th>
        <td>{usages.map((usage) => USAGE_LIBELLES[usage]).join(', ')}</td>
        <td>{cn ?? 'Sans règle'}</td>
        <td>{quantite}</td>
      </tr>
    ))}
  </Tableau>
)
