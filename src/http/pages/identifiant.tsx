import { explainType, nameIdentifiant } from '../../domain/mots/libelles.ts'
import type { IdentifiantType } from '../../domain/identifiants/identifiants.ts'
import type { Identifiant } from '../../domain/verification.ts'
import { Copier } from './blocs.tsx'

type Type = IdentifiantType | 'FINESS'

/**
 * How many characters read well together, from the left; what is left stands alone. A RPPS rang is
 * its RPPS, then the rang with its key.
 */
const GROUPES: Record<Type, readonly number[]> = {
  RPPS: [2, 3, 3, 3],
  CARTE: [1, 3, 3, 3, 2],
  RPPS_RANG: [2, 3, 3, 3, 3],
  SIRET: [3, 3, 3, 5],
  SIREN: [3, 3, 3],
  FINESS: [3, 3, 3],
  FINESS_EG: [3, 3, 3],
  FINESS_EJ: [3, 3, 3],
}

/** The parts that a number is read by; joined, they are the number again. */
const group = (type: Type, valeur: string): string[] => {
  const parts: string[] = []
  let start = 0
  for (const size of GROUPES[type]) {
    parts.push(valeur.slice(start, start + size))
    start += size
  }
  return [...parts, valeur.slice(start)].filter((part) => part !== '')
}

/** A number in groups set apart, not separated: copied, it has no space, wherever it breaks. */
export const Numero = (props: { type: Type; valeur: string; id?: string }) => (
  <span
    class="numero"
    data-valeur={props.valeur}
    {...(props.id === undefined ? {} : { id: props.id })}
  >
    {group(props.type, props.valeur).map((part) => (
      <>
        <span>{part}</span>
        <wbr />
      </>
    ))}
  </span>
)

/** The identifier to write on the order, as large as it matters. `id` is unique in the page. */
export const IdentifiantACopier = ({
  id,
  identifiant,
}: {
  id: string
  identifiant: Identifiant
}) => (
  <div class="identifiant">
    <p class="identifiant-type">{explainType(identifiant.type)}</p>
    <p class="identifiant-valeur">
      <Numero type={identifiant.type} valeur={identifiant.valeur} id={id} />
      <Copier cible={id} libelle="Copier" quoi={nameIdentifiant(identifiant)} principal />
    </p>
    {identifiant.structIdNat !== null && (
      <p class="discret national">
        <span>
          Identifiant national de la structure (structIdNat) :{' '}
          <span class="numero" id={`${id}-national`}>
            {identifiant.structIdNat}
          </span>
        </span>
        <Copier
          cible={`${id}-national`}
          libelle="Copier"
          quoi={`l’identifiant national ${identifiant.structIdNat}`}
        />
      </p>
    )}
  </div>
)
