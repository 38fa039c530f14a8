import {
  answerStructure,
  type AnswerStructureInput,
  type DemandeStructureLue,
} from '../../src/domain/reponse/answer-structure.ts'
import type { Structure } from '../../src/domain/situation-exercice.ts'
import type { VerificationStructure } from '../../src/domain/verification.ts'

/** What is answered of a number, where the directory shows these structures under it. */
export const askStructures = (
  valeur: string,
  structures: readonly Structure[],
  demande: Partial<DemandeStructureLue> = {},
  extra: Partial<AnswerStructureInput> = {},
): VerificationStructure =>
  answerStructure({
    demande: {
      identifiant: { type: 'FINESS', valeur },
      jour: '2026-11-23',
      usages: [],
      contexte: {},
      identifiantEnvisage: null,
      ...demande,
    },
    structures,
    fictif: false,
    sources: [],
    ...extra,
  })
