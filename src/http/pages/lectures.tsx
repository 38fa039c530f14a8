import type { Lecture } from '../../domain/identifiants/parse-saisie-libre.ts'
import type { IdentifiantType } from '../../domain/identifiants/identifiants.ts'
import type { Saisie } from '../request/saisie.ts'
import { Aller } from './aller.tsx'
import { Barre } from './barre.tsx'
import { Numero } from './identifiant.tsx'
import { renderPage } from './layout.tsx'

/** What each reading is, for who has only the number at hand. */
const LECTURES: Record<IdentifiantType, { nom: string; ce: string }> = {
  RPPS: { nom: 'Un RPPS', ce: 'Le numéro d’un professionnel de santé.' },
  CARTE: { nom: 'Un numéro de carte', ce: 'Celui d’une carte CPS, CPF, CPE ou CPA.' },
  RPPS_RANG: {
    nom: 'Un RPPS rang',
    ce: 'L’identifiant d’un cabinet : le RPPS de son titulaire, puis 3 chiffres.',
  },
  SIRET: { nom: 'Un SIRET', ce: 'Un établissement d’une entreprise : son SIREN, puis 5 chiffres.' },
  SIREN: {
    nom: 'Un SIREN',
    ce: 'Toute une entreprise : il n’a pas de réponse sans le SIRET ou le FINESS d’un établissement.',
  },
  FINESS_EG: {
    nom: 'Un FINESS',
    ce: 'Un établissement sanitaire ou médico-social, ou son entité juridique.',
  },
  FINESS_EJ: { nom: 'Un FINESS', ce: 'Une entité juridique sanitaire ou médico-sociale.' },
}

const toChoix = (saisie: Saisie, { type, valeur }: Lecture): Saisie => {
  const autres = [...saisie].filter(([champ]) => champ !== 'numero')
  return new Map([
    ...autres,
    ...(type === 'CARTE' || type === 'RPPS'
      ? ([
          ['numero', [valeur]],
          ['type', [type === 'CARTE' ? 'carte' : 'rpps']],
        ] as const)
      : ([
          ['identifiant.valeur', [valeur]],
          ['identifiant.type', [type]],
        ] as const)),
  ])
}

/** A number that can be several things: each is one click. */
export const renderLectures = (lectures: readonly Lecture[], saisie: Saisie): string => {
  const [numero = ''] = saisie.get('numero') ?? []
  return renderPage(
    'Quel est ce numéro ?',
    <>
      <p>
        <span class="numero">{numero}</span> se lit de {lectures.length} façons, que rien ne
        départage dans ses chiffres.
      </p>
      <ul class="options">
        {lectures.map((lecture) => (
          <li>
            <Aller saisie={toChoix(saisie, lecture)} classe="choix">
              <strong>
                {LECTURES[lecture.type].nom} : <Numero {...lecture} />
              </strong>
              <span>{LECTURES[lecture.type].ce}</span>
            </Aller>
          </li>
        ))}
      </ul>
    </>,
    { adresse: '/', barre: <Barre /> },
  )
}
