import type { Probleme } from '../../application/probleme.ts'
import type { ProblemePage } from '../reply/reply.ts'
import { toChamp, type Champ, isOfStructure, type Saisie } from '../request/saisie.ts'
import { ResumeErreurs, toId, type ErreurChamp } from './blocs.tsx'
import { ATTENTE, Reste, VERIFIER } from './aller.tsx'
import { Formulaire } from './formulaire.tsx'
import { renderPage } from './layout.tsx'

const VERIFIER_QUI = 'Vérifier un professionnel ou une structure'

const CODES_DU_NUMERO = new Set<Probleme['code']>(['professionnel_inconnu', 'carte_inconnue'])
const CODES_PASSAGERS = new Set<Probleme['code']>([
  'annuaire_indisponible',
  'annuaire_delai',
  'annuaire_reponse_invalide',
  'trop_de_requetes',
])

/** The sentence of each field that is wrong. */
const toFautes = ({ code, detail, errors = [] }: Probleme): Map<Champ, string> => {
  const fautes = new Map<Champ, string>()
  for (const erreur of errors) {
    const champ = toChamp(erreur.pointer)
    if (champ !== null && !fautes.has(champ)) fautes.set(champ, erreur.detail)
  }
  if (CODES_DU_NUMERO.has(code)) fautes.set('numero', detail)
  if (code === 'structure_inconnue') fautes.set('identifiant.valeur', detail)
  return fautes
}

/** One entry for each field, then what concerns none; the detail when there is neither. */
const toErreurs = (probleme: Probleme, fautes: ReadonlyMap<Champ, string>): ErreurChamp[] => {
  const sansChamp = (probleme.errors ?? []).filter(({ pointer }) => toChamp(pointer) === null)
  const erreurs = [
    ...[...fautes].map(([champ, texte]) => ({ champ: toId(champ), texte })),
    ...sansChamp.map(({ detail }) => ({ champ: null, texte: detail })),
  ]
  return erreurs.length > 0 ? erreurs : [{ champ: null, texte: probleme.detail }]
}

const Reessayer = ({ saisie }: { saisie: Saisie }) => (
  <form method="post" action={VERIFIER} data-attente={ATTENTE}>
    <Reste saisie={saisie} sauf={[]} />
    <button class="bouton discret">Réessayer</button>
  </form>
)

/** A problem, on top of the form that it came from, filled in as it was. */
export const toVerifierProbleme =
  (saisie: Saisie): ProblemePage =>
  ({ status, titre, conseil, requestId, probleme }) => {
    const fautes = toFautes(probleme)
    return renderPage(
      `Erreur : ${titre}`,
      <>
        <ResumeErreurs titre={titre} erreurs={toErreurs(probleme, fautes)}>
          {CODES_PASSAGERS.has(probleme.code) ? <Reessayer saisie={saisie} /> : <p>{conseil}</p>}
        </ResumeErreurs>
        <Formulaire saisie={saisie} fautes={fautes} />
        <p class="discret">
          Erreur {status} (<code>{probleme.code}</code>), référence <code>{requestId}</code>.
        </p>
      </>,
      {
        adresse: '/',
        tete: <h1>{isOfStructure(saisie) ? 'Vérifier une structure' : VERIFIER_QUI}</h1>,
      },
    )
  }

/** The form alone, with what an address may say of a request before its number. */
export const renderVerifier = (saisie: Saisie): string =>
  renderPage(VERIFIER_QUI, <Formulaire saisie={saisie} focus />, { adresse: '/' })
