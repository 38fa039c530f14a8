import { ETATS_CARTE } from '../../domain/mots/libelles.ts'
import type { Verification } from '../../domain/verification.ts'
import type { Saisie } from '../request/saisie.ts'
import { Alerte, Jour } from './blocs.tsx'
import { ACommander } from './commande.tsx'
import type { Commune } from './commun.ts'
import { Numero } from './identifiant.tsx'
import { listBloquants } from './precautions.ts'
import { AVerifier } from './questions.tsx'
import { SiteEtEntite } from './schema.tsx'
import { PourQuelSite } from './sites.tsx'
import { ListeEcartees, nameStructure } from './situation.tsx'

/** The cards that the directory shows, with their state on the day judged. */
export const Cartes = ({ cartes }: Verification['professionnel']) =>
  cartes.length === 0 ? (
    <p>L’Annuaire ne montre aucune carte pour ce professionnel.</p>
  ) : (
    <ul>
      {cartes.map(({ numero, type, debut, fin, etat, plusRecente }) => (
        <li>
          {type ?? 'Carte'} <Numero type="CARTE" valeur={numero} /> : {ETATS_CARTE[etat]}
          {debut !== null && (
            <>
              , du <Jour jour={debut} />
            </>
          )}
          {fin !== null && (
            <>
              {' '}
              au <Jour jour={fin} />
            </>
          )}
          {plusRecente && cartes.length > 1 && ', la plus récente de sa profession'}
        </li>
      ))}
    </ul>
  )

/** Whether the sentence on top of the page says all of it already. */
const isSaid = (resume: string, question: string): boolean =>
  resume.toLowerCase().includes(question.toLowerCase())

/** What must be settled first and has no field on the page, situation by situation. */
export const ARegler = ({ situations, questions, resume }: Commune) => {
  const asked = new Set<string>(questions.map(({ code }) => code))
  const concernes = situations.flatMap((situation) => {
    const points = listBloquants(situation).filter(
      ({ code, question }) =>
        !asked.has(code) && !(situations.length === 1 && isSaid(resume, question)),
    )
    return points.length === 0 ? [] : [{ nom: nameStructure(situation.structure), points }]
  })
  return concernes.length === 0 ? null : (
    <section class="panneau reponse reponse-attention" aria-labelledby="regler">
      <h2 id="regler">À régler avant toute commande</h2>
      {concernes.map(({ nom, points }) => (
        <>
          {situations.length > 1 && <h3>{nom}</h3>}
          <AVerifier points={points} />
        </>
      ))}
    </section>
  )
}

/** The order, or the orders that come to the same, with the number to write. */
export const Decidees = ({ commandes, situations }: Commune) => (
  <section class="panneau reponse" aria-label="Identifiant à porter sur la commande">
    {commandes.map((commande) => (
      <>
        <ACommander commande={commande} />
        <SiteEtEntite commande={commande} situations={situations} />
      </>
    ))}
  </section>
)

/** What the outcome comes down to: each as plain to see as the others. */
export const Reponse = (props: { verification: Verification; saisie: Saisie }) => {
  const { verification } = props
  const { issue, professionnel, ecartees } = verification
  switch (issue) {
    case 'decide':
      return <Decidees {...verification} />
    case 'a_choisir':
      return <PourQuelSite {...props} />
    case 'a_verifier':
      return <ARegler {...verification} />
    case 'sans_certificat':
      return (
        <section class="panneau reponse" aria-labelledby="carte">
          <h2 id="carte">Ses cartes, d’après l’Annuaire</h2>
          <Cartes {...professionnel} />
        </section>
      )
    case 'sans_activite':
      return (
        <section class="panneau reponse reponse-attention" aria-labelledby="ecartees">
          <h2 id="ecartees">Ce que montre l’Annuaire</h2>
          {ecartees.length === 0 ? (
            <p>
              Aucune activité. Relisez le numéro avec l’appelant ; s’il exerce bien, son activité
              manque dans l’Annuaire : elle doit y être inscrite avant toute commande.
            </p>
          ) : (
            <ListeEcartees ecartees={ecartees} />
          )}
        </section>
      )
  }
}

/** Whether the identifier that the caller used was asked about, and is not right. */
export const isRefuse = ({ controle }: Pick<Commune, 'controle'>): boolean =>
  controle?.conforme === false

/** What to think of the identifier that the caller used; why it is not right opens the page. */
export const Controle = (verification: Pick<Commune, 'controle' | 'issue'>) => {
  const { controle, issue } = verification
  if (controle === null || isRefuse(verification)) return null
  const { conforme, motif, texte } = controle
  const isSure = motif === 'conforme' && issue === 'decide'
  const titre =
    conforme === null
      ? 'Identifiant employé : on ne peut pas encore le dire'
      : isSure
        ? 'Identifiant employé : il convient'
        : 'Identifiant employé : admis, à une condition'
  return (
    <Alerte ton={isSure ? 'info' : 'attention'} titre={titre}>
      <p>{texte}</p>
    </Alerte>
  )
}

/** Whether a person can be administrateur technique, when it was asked. */
export const Administrateur = ({ administrateurTechnique: avis }: Verification) => {
  if (avis === null) return null
  const titre = {
    true: 'Administrateur technique : recevable',
    false: 'Administrateur technique : non recevable',
    null: 'Administrateur technique : non vérifiable avec les données publiques',
  }[`${avis.recevable}`]
  const ton = avis.recevable === null ? 'attention' : avis.recevable ? 'info' : 'erreur'
  const motifs = avis.motifs.map(({ texte }) => <li>{texte}</li>)
  return (
    <Alerte ton={ton} titre={titre}>
      {motifs.length === 0 ? <p>Sa carte, son nom et son prénom concordent.</p> : <ul>{motifs}</ul>}
    </Alerte>
  )
}
