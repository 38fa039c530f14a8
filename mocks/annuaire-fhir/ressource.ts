import { organizations, practitionerResources, praticiens } from '../fixtures/build.ts'
import type { Ressource } from '../fixtures/fhir.ts'

export type { Ressource } from '../fixtures/fhir.ts'

/** The fields of a resource that searches look into. */
export type Champs = {
  resourceType: string
  id: string
  active?: boolean
  identifier?: { system?: string; value?: string }[]
  extension?: { url?: string; extension?: { url?: string; valueString?: string }[] }[]
  practitioner?: { reference?: string }
  organization?: { reference?: string }
  partOf?: { reference?: string }
}

/** The error body of the V2 servlet. */
export const operationOutcome = (diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'exception', diagnostics }],
})

/** Every resource of the fictitious directory. */
export const ressourcesFictives: readonly Ressource[] = [
  ...praticiens.flatMap(practitionerResources),
  ...organizations.values(),
]
