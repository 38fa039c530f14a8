import { COULOIR_SANS_REGLE } from '../faits/listes.ts'
import type { Faits } from '../faits/faits.ts'
import { rppsRangTitulaire } from '../identifiants/identifiants.ts'
import { CABINETS_ET_SOCIETES } from '../rules/conditions.ts'
import type { ExerciceProfessionnel } from '../situation-exercice.ts'
import type { Sujet } from './mots.ts'
import { quoteAll } from './noms.ts'

/**
 * What a question says of one situation and, as `savoir…`, the same after « il faut d’abord ».
 */

/** H15. */
export const nameQuelleStructure = ({ homonymes }: Sujet): string =>
  homonymes == null
    ? 'Quelle est la structure en activité ? Celle que montre l’Annuaire est fermée, ou son entité juridique est incertaine.'
    : `Laquelle de ces structures commande, ${quoteAll(homonymes)} ? L’Annuaire les montre toutes ouvertes sous le même identifiant.`

export const savoirQuelleStructure = ({ homonymes }: Sujet): string =>
  homonymes == null
    ? 'savoir quelle est la structure en activité, car celle que montre l’Annuaire est fermée, ou son entité juridique est incertaine'
    : `savoir laquelle commande de ces structures, ${quoteAll(homonymes)}, que l’Annuaire montre ouvertes sous le même identifiant`

type SansRegle = { [F in 'classe' | 'profil' | 'praticienDeclare']?: Faits[F] | undefined }

/** What no published rule covers. */
const nameObjet = ({ classe, profil, praticienDeclare }: SansRegle): string => {
  if (classe === 'sans-regle') return 'ce secteur d’activité'
  if (profil === 'medecin-autre-mode') return 'ce mode d’exercice en cabinet ou en société'
  if (profil === 'autre-profession' && praticienDeclare === 'oui') {
    return 'ce praticien en cabinet ou en société'
  }
  if (profil === 'autre-profession') return 'cette profession en cabinet ou en société'
  return 'ce cas'
}

const isSpecialiteInconnue = ({ classe, profil }: SansRegle): boolean =>
  classe !== 'sans-regle' && profil === 'specialite-inconnue'

/** H02, of facts of which some may be open. */
export const nameSansRegle = (cas: SansRegle): string =>
  isSpecialiteInconnue(cas)
    ? 'La spécialité de ce médecin manque dans l’Annuaire, ou ne se lit pas : est-il radiologue ?'
    : `Aucune règle publiée ne couvre ${nameObjet(cas)} : posez la question au support de l’ANS.`

const savoirSansCouloir = (cas: SansRegle): string =>
  isSpecialiteInconnue(cas)
    ? 'savoir si ce médecin est radiologue, car sa spécialité manque dans l’Annuaire ou ne se lit pas'
    : `poser la question au support de l’ANS, car aucune règle publiée ne couvre ${nameObjet(cas)}`

const COULOIR_OUVERT =
  'Aucune règle de commande n’est publiée pour cette profession en cabinet, bien que le Ségur lui ouvre un couloir en vague 2 : demandez au support de l’ANS sous quel identifiant commander.'
const SAVOIR_COULOIR_OUVERT =
  'demander au support de l’ANS sous quel identifiant commander, car aucune règle n’est publiée pour cette profession en cabinet, bien que le Ségur lui ouvre un couloir en vague 2'

const hasCouloir = ({ professions }: ExerciceProfessionnel): boolean =>
  professions.some(
    (recu) => typeof recu === 'string' && COULOIR_SANS_REGLE.sensOf(recu) !== undefined,
  )

const isCouloirOuvert = ({ faits, exercice }: Sujet): boolean =>
  faits.profil === 'autre-profession' && isEnVille(faits.classe) && hasCouloir(exercice)

const isEnVille = (classe: Faits['classe']): boolean => CABINETS_ET_SOCIETES.includes(classe)

/** H02. */
export const saySansRegle = (sujet: Sujet): string =>
  isCouloirOuvert(sujet) ? COULOIR_OUVERT : nameSansRegle(sujet.faits)

export const savoirSansRegle = (sujet: Sujet): string =>
  isCouloirOuvert(sujet) ? SAVOIR_COULOIR_OUVERT : savoirSansCouloir(sujet.faits)

const readAutreTitulaire = ({ faits, valeurs: { RPPS_RANG } }: Sujet): string | null =>
  RPPS_RANG !== null && faits.rang === 'autre' ? rppsRangTitulaire(RPPS_RANG) : null

/** H10. */
export const nameQuelTitulaire = (sujet: Sujet): string => {
  const autre = readAutreTitulaire(sujet)
  return autre === null
    ? 'Qui est le titulaire de ce cabinet ?'
    : `Le titulaire du cabinet est-il bien le porteur du RPPS ${autre} ?`
}

export const savoirQuelTitulaire = (sujet: Sujet): string => {
  const autre = readAutreTitulaire(sujet)
  return autre === null
    ? 'savoir qui est le titulaire de ce cabinet'
    : `savoir si le titulaire du cabinet est bien le porteur du RPPS ${autre}`
}

/** H03. */
export const nameFinessInattendu = ({ faits }: Sujet): string =>
  faits.finessPropre === 'oui'
    ? 'La structure porte un FINESS que son secteur n’attend pas'
    : 'La structure porte un identifiant illisible, qui est peut-être un FINESS'
