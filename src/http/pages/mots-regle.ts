import { sayInGeneral } from '../../domain/mots/mots.ts'
import { nameValeurs } from '../../domain/mots/mots-faits.ts'
import { QUESTIONS, type CodeQuestion } from '../../domain/rules/questions.ts'
import type { Regle } from '../../domain/rules/rule.ts'
import type { Condition } from '../../domain/reponse/tableau-decision.ts'
import type { Attendu } from '../../domain/faits/valeurs.ts'
import type { Classe, Confiance, Role } from '../../domain/verification.ts'

/** How sure a rule is, spelled out: on a label, then as a sentence. */
export const CONFIANCES: Record<Confiance, { court: string; long: string }> = {
  source: { court: 'Écrite', long: 'Écrite dans le document cité.' },
  deduite: {
    court: 'Déduite',
    long: 'Déduite : le document cité ne le dit pas en toutes lettres, c’est notre lecture, la plus sûre pour qui commande.',
  },
  source_posterieure: {
    court: 'Source postérieure',
    long: 'Écrite dans un document plus récent que le webinaire de décembre 2022.',
  },
}

/** Each stage of a judgement, in its order: the title of its rules and what they do. */
export const NATURES: readonly { nature: Regle['alors']['nature']; titre: string; aide: string }[] =
  [
    {
      nature: 'ecart',
      titre: 'Situations qui ne comptent pas',
      aide: 'Une situation écartée n’est pas jugée.',
    },
    {
      nature: 'classement',
      titre: 'Classement de la structure',
      aide: 'Le secteur d’activité dit de quelle sorte de structure il s’agit.',
    },
    {
      nature: 'decision',
      titre: 'Décisions',
      aide: 'Une seule s’applique à une situation, un jour donné.',
    },
    {
      nature: 'reserve',
      titre: 'Réserves',
      aide: 'Quelle que soit la décision, quelqu’un doit répondre avant toute commande.',
    },
    {
      nature: 'precision',
      titre: 'Précisions',
      aide: 'Elles ne changent pas qui commande : une question qui peut rester ouverte, une alerte.',
    },
    {
      nature: 'principe',
      titre: 'Principes',
      aide: 'Ils valent pour toute réponse.',
    },
  ]

export const ROLES: Record<Role, string> = {
  professionnel: 'Le titulaire du cabinet',
  societe: 'La société d’exercice',
  etablissement: 'L’établissement',
}

export const ATTENDUS: Record<Attendu, string> = {
  RPPS_RANG: 'RPPS rang du cabinet',
  SIRET: 'SIRET de la société',
  FINESS_EG: 'FINESS géographique',
  FINESS_EJ: 'FINESS juridique',
  SITE_PRINCIPAL: 'FINESS géographique du site principal',
}

export const CLASSES: Record<Classe, string> = {
  cabinet: 'un cabinet',
  societe: 'une société d’exercice',
  etablissement: 'un établissement',
  indeterminee: 'une structure indéterminée',
}

/** A question as a rule asks it, without a situation at hand. */
export const askInGeneral = (code: CodeQuestion, quand: Regle['quand']): string =>
  sayInGeneral(QUESTIONS[code], quand)

/** One condition: « cabinet de groupe ou cabinet individuel ». */
export const nameCondition = ({ fait, valeurs }: Condition): string => nameValeurs(fait, valeurs)

/** A condition that only sets aside: nothing of what it looks at is there, or known. */
export const isExclusion = ({ valeurs }: Condition): boolean =>
  valeurs.every((valeur) => valeur === 'non' || valeur === 'inconnu')
