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

/** What else is admitted, each with its condition. */
const Alternatives = (props: { id: string; alternatives: readonly Alternative[] }) => (
  <ul class="liste-nue alternatives">
    {props.alternatives.map(({ identifiant, si }, index) => {
      const id = `alternative-${props.id}-${index}`
      return (
        <li>
          {explainType(identifiant.type)}{' '}
          <strong>
            <Numero type={identifiant.type} valeur={identifiant.valeur} id={id} />
          </strong>
          , {si}. <Copier cible={id} libelle="Copier" quoi={nameIdentifiant(identifiant)} />
        </li>
      )
    })}
  </ul>
)

/** What to write on the order, and what may be written instead. */
export const ACommander = ({ commande }: { commande: Commande }) => (
  <>
    <p class="surtitre">Identifiant à porter sur la commande</p>
    <IdentifiantACopier id={`identifiant-${commande.id}`} identifiant={commande.identifiant} />
    <Commanditaire {...commande} />
    {commande.alternatives.length > 0 && (
      <>
        <p class="surtitre">Aussi admis</p>
        <Alternatives id={commande.id} alternatives={commande.alternatives} />
      </>
    )}
  </>
)

/** The steps in order, with reminders for a certificate got on `jour`. What open data cannot prove is said to be unproven, in words. */
export const Etapes = ({ etapes, jour }: { etapes: readonly Etape[]; jour?: string }) => (
  <ol class="etapes">
    {etapes.map(({ code, texte, url, verifie }) => (
      <li>
        {texte}{' '}
        {url !== null && (
          <>
            <a href={url}>Page de l’ANS</a>{' '}
          </>
        )}
        <Etiquette {...(verifie ? { ton: 'accent' as const } : {})}>
          {verifie ? 'vérifié' : 'non vérifié'}
        </Etiquette>
        {code === 'DUREE_DE_VIE' && jour !== undefined && <Rappel jour={jour} />}
      </li>
    ))}
  </ol>
)

/** The certificates to order for the usages asked. */
export const Certificats = ({ certificats }: { certificats: readonly Certificat[] }) => (
  <Tableau
    legende="Certificats à commander"
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
