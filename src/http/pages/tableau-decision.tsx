import { codesOf } from '../../domain/faits/codes.ts'
import { ATTENDUS, CLASSES, ROLES } from '../../domain/mots/libelles.ts'
import { nameValeur, nameValeurs } from '../../domain/mots/mots-faits.ts'
import { capitalize } from '../../domain/mots/noms.ts'
import type { Regle } from '../../domain/rules/rule.ts'
import {
  type Branche,
  type Cas,
  type Condition,
  type Groupe,
  toTableau,
} from '../../domain/reponse/tableau-decision.ts'

type LienVers = (id: string) => string

/** More codes than that are counted: the page of a rule lists them. */
const MAX_CODES = 8

/** « cabinet de groupe ou cabinet individuel » */
const nameCondition = ({ fait, valeurs }: Condition): string => nameValeurs(fait, valeurs)

/** A condition that only sets aside: nothing of what it looks at is there, or known. */
const isExclusion = ({ valeurs }: Condition): boolean =>
  valeurs.every((valeur) => valeur === 'non' || valeur === 'inconnu')

const Regles = ({ regles, lien }: { regles: readonly Regle[]; lien: LienVers }) => (
  <span class="d-regles">
    {regles.map(({ id, titre }, index) => (
      <>
        {index > 0 && ' '}
        <a href={lien(id)}>
          {index === 0 && 'règle '}
          {regles.length > 1 && index + 1}
          <span class="invisible"> : {titre}</span>
        </a>
      </>
    ))}
  </span>
)

/** What else is admitted, unless a case beside this one already shows it. */
const Alternatives = ({ cas, branche }: { cas: Cas; branche: Branche }) => {
  if (cas.decision.issue !== 'commande') return null
  const shown = branche.cas.map(({ decision }) =>
    decision.issue === 'commande' ? decision.identifiant : null,
  )
  return cas.decision.alternatives
    .filter(({ identifiant }) => !shown.includes(identifiant))
    .map(({ identifiant, si }) => (
      <small>
        ou {ATTENDUS[identifiant].nom} {si}
      </small>
    ))
}

const Issue = ({ cas, branche }: { cas: Cas; branche: Branche }) => {
  const { decision, aDemander } = cas
  switch (decision.issue) {
    case 'sans_certificat':
      return (
        <p class="d-issue d-sans">
          <strong>Rien à commander</strong>
          <span>la carte CPS suffit</span>
        </p>
      )
    case 'a_verifier':
      return (
        <p class="d-issue d-demander">
          <strong>À&nbsp;demander</strong>
          <span>
            {aDemander.map((question) => (
              <span>{question} </span>
            ))}
          </span>
        </p>
      )
    case 'commande':
      return (
        <p class="d-issue d-commande">
          <strong>{capitalize(ROLES[decision.role].avecArticle)}</strong>
          <span>
            <span class="invisible">commande sous </span>
            <b>{ATTENDUS[decision.identifiant].nom}</b>
            <Alternatives cas={cas} branche={branche} />
            {decision.alertes?.includes('CERTIFICAT_FACULTATIF') && <small>facultatif</small>}
          </span>
        </p>
      )
  }
}

type UnCasProps = { cas: Cas; branche: Branche; lien: LienVers }

const UnCas = ({ cas, branche, lien }: UnCasProps) => (
  <li>
    {cas.conditions.length > 0 && (
      <p class="d-si">{capitalize(cas.conditions.map(nameCondition).join(' ; '))}</p>
    )}
    <Issue cas={cas} branche={branche} />
    <Regles regles={cas.regles} lien={lien} />
  </li>
)

const Qui = ({ conditions }: { conditions: readonly Condition[] }) => {
  const exclusions = conditions.filter(isExclusion)
  const autres = conditions.filter((condition) => !isExclusion(condition))
  return (
    <p class="d-qui">
      <b>{capitalize(autres.map(nameCondition).join(', '))}</b>
      {exclusions.length > 0 && <small>{exclusions.map(nameCondition).join(' ; ')}</small>}
    </p>
  )
}

const UneBranche = ({ branche, lien }: { branche: Branche; lien: LienVers }) => {
  const qui = branche.qui.filter((conditions) => conditions.length > 0)
  return (
    <li class="d-branche">
      <div>
        {qui.length === 0 ? (
          <p class="d-qui">
            <b>Tout praticien</b>
          </p>
        ) : (
          qui.map((conditions) => <Qui conditions={conditions} />)
        )}
      </div>
      <ul class={branche.cas.some(({ conditions }) => conditions.length > 0) ? 'd-cas' : 'd-seul'}>
        {branche.cas.map((cas) => (
          <UnCas cas={cas} branche={branche} lien={lien} />
        ))}
      </ul>
    </li>
  )
}

const Codes = ({ classes }: { classes: Groupe['classes'] }) => (
  <ul class="codes">
    {classes
      .flatMap((classe) => codesOf('classe', classe))
      .map(({ quoi, concepts }) =>
        concepts.length > MAX_CODES ? (
          <li>
            {concepts.length} {quoi}
          </li>
        ) : (
          concepts.map(({ code, libelle }) => (
            <li>
              <span class="numero">{code}</span> {libelle}
            </li>
          ))
        ),
      )}
  </ul>
)

type UnGroupeProps = { groupe: Groupe; classements: readonly Regle[]; lien: LienVers }

const UnGroupe = ({ groupe, classements, lien }: UnGroupeProps) => {
  const { classes, branches } = groupe
  const siens = classements.filter(({ quand }) =>
    quand.classe?.some((classe) => classes.includes(classe)),
  )
  return (
    <li class="d-groupe">
      <div class="d-tete">
        <h3>{capitalize(classes.map((classe) => nameValeur('classe', classe)).join(', '))}</h3>
        <Codes classes={classes} />
        {siens.map((regle) => (
          <p class="d-classe">
            {regle.alors.nature === 'classement' &&
              `C’est ${CLASSES[regle.alors.classe].avecArticle} `}
            <Regles regles={[regle]} lien={lien} />
          </p>
        ))}
      </div>
      <ul class="d-branches">
        {branches.map((branche) => (
          <UneBranche branche={branche} lien={lien} />
        ))}
      </ul>
    </li>
  )
}

/**
 * The whole decision as one picture, drawn from these rules: nested lists, laid out by the
 * stylesheet, so that it reads aloud in the order in which it is looked at.
 */
export const TableauDecision = (props: { regles: readonly Regle[]; lien: LienVers }) => {
  const { regles, lien } = props
  const classements = regles.filter(({ alors }) => alors.nature === 'classement')
  return (
    <>
      <div class="d-legende" aria-hidden="true">
        <span>Praticien ou statut</span>
        <span>Cas</span>
        <span>Qui commande</span>
        <span>Sous quel identifiant</span>
      </div>
      <ul class="decision">
        {toTableau(regles).map((groupe) => (
          <UnGroupe groupe={groupe} classements={classements} lien={lien} />
        ))}
      </ul>
    </>
  )
}
