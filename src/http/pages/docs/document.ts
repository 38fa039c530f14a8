import type { Openapi } from '../../openapi/operation.ts'
import type { Schema } from '../../openapi/components.ts'

/** The parts of the document that the page shows. */
export type Exemple = { summary: string; value: unknown }
export type Contenu = Record<string, { schema: Schema; examples?: Record<string, Exemple> }>
export type Parametre = {
  $ref?: string
  name: string
  in: string
  description: string
  required?: boolean
  schema: Schema
  examples?: Record<string, Exemple>
}
export type Reponse = { $ref?: string; description: string; content?: Contenu }
export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description: string
  security: object[]
  parameters?: Parametre[]
  requestBody?: { content: Contenu }
  responses: Record<string, Reponse>
}
export type Document = {
  info: { version: string; description: string }
  tags: { name: string; description: string }[]
  components: {
    schemas: Record<string, Schema>
    headers: Record<string, { description: string }>
    parameters: Record<string, Parametre>
    responses: Record<string, Reponse>
    examples: Record<string, Exemple>
  }
}
/** One operation, with its method and its address. */
export type Entree = { methode: string; adresse: string; operation: Operation }

/** Our own document, by the shape that the page reads. */
export const readDocument = (openapi: Openapi): Document => openapi as unknown as Document

/** Every operation, in the order of the document. */
export const readEntrees = ({ paths }: Openapi): Entree[] =>
  Object.entries(paths).flatMap(([adresse, methodes]) =>
    Object.entries(methodes).map(([methode, operation]) => ({
      methode: methode.toUpperCase(),
      adresse,
      operation: operation as unknown as Operation,
    })),
  )

/** The last part of a reference, `#/components/schemas/Code`; null = no reference. */
export const nameOf = ({ $ref }: { $ref?: unknown }): string | null =>
  typeof $ref === 'string' ? $ref.slice($ref.lastIndexOf('/') + 1) : null

/** The codes of the problems that an answer can have. */
export const codesOf = ({ components }: Document, reponse: Reponse): string[] => {
  const nom = nameOf(reponse)
  const resolved = nom === null ? reponse : components.responses[nom]
  return Object.keys(resolved?.content?.['application/problem+json']?.examples ?? {})
}
