import * as z from 'zod'

/** Words of a field that go by its schema, beside `description` (French, for the API). */
declare module 'zod' {
  interface GlobalMeta {
    /** What is wanted, as the end of a sentence; left out, the bounds say it. */
    attendu?: string
    /** What a form says of a value that the schema refuses; left out, what the API says. */
    formulaire?: string
    /** A number as typed: too long is a wrong number, and it is never repeated. */
    numero?: true
    /** Of a record over a list of words: what each of them says. */
    valeurs?: Readonly<Record<string, string>>
  }
}

/** An object with these fields and no other; `description` says in French what it is. */
export const objet = <Shape extends z.ZodRawShape>(description: string, shape: Shape) =>
  z.strictObject(shape).meta({ description })
