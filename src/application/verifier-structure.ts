import type { DemandeStructure } from '../domain/demande.ts'
import { answerStructure } from '../domain/reponse/answer-structure.ts'
import type { VerificationStructure } from '../domain/verification.ts'
import { failure } from './failure.ts'
import type { Annuaire, Clock } from './ports.ts'
import { type Probleme, toProbleme } from './probleme.ts'
import { findAnciennesDu, toSources } from './provenance.ts'
import { parisDay, readDemandeStructure } from './read-demande.ts'
import type { VerifierOptions } from './verifier.ts'

export type VerdictStructure =
  | { ok: true; verification: VerificationStructure }
  | { ok: false; probleme: Probleme }

/**
 * One structure verified. `demande` has passed its schema; numbers in it are still as typed. Never
 * throws but for a bug.
 */
export type VerifierStructure = (
  demande: DemandeStructure,
  options?: VerifierOptions,
) => Promise<VerdictStructure>

export type StructureDeps = {
  annuaire: Annuaire
  clock: Clock
  /** Whether an identifier of a structure, normalised, is one of the fictitious ones that we ship. */
  isFictif: (valeur: string) => boolean
}

/** Reads, looks up, judges. No directory that can be asked is a failure, never an unknown structure. */
export const createVerifierStructure =
  ({ annuaire, clock, isFictif }: StructureDeps): VerifierStructure =>
  async (brute, options = {}) => {
    const read = readDemandeStructure(brute, parisDay(clock.now()))
    if (!read.ok) return read
    const { value: demande } = read
    const { identifiant } = demande
    const [found = failure('unavailable', annuaire.nom, 'no structures here')] =
      (await annuaire.findStructures?.([identifiant], options)) ?? []
    if (!found.ok) return { ok: false, probleme: toProbleme(found.failure, identifiant) }
    const { structures, provenance } = found.value
    const verification = answerStructure({
      demande,
      structures,
      fictif: isFictif(identifiant.valeur),
      sources: toSources(provenance),
      anciennesDu: findAnciennesDu(provenance),
    })
    return { ok: true, verification }
  }
