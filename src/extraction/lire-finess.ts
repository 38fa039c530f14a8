import * as z from 'zod'
import type { BaseNouvelle } from './base.ts'
import { MiseDeCote, toCode, toDay, toText } from './cellules.ts'
import type { Fichier } from './choisir.ts'
import { ElementsJson } from './elements-json.ts'
import type { Avancement } from './progression.ts'
import { ImportRefuse } from './refus.ts'
import { type Lecture, Rejets } from './rejets.ts'

const Texte = z.string().nullish()

/** Of the whole pivot file, what is used; everything else may change. */
const Etablissement = z.object({
  informationsGeneralesEGE: z.object({
    numFinessEge: z.string(),
    nomEgeCourt: Texte,
    nomEgeLong: Texte,
    siret: Texte,
    dateOuverture: Texte,
    dateFermeture: Texte,
  }),
  categorieentiteGeographiqueExercice: Texte,
  etatObjet: Texte,
})
const EntiteJuridique = z.object({
  informationsGeneralesPMEJ: z.object({
    numFinessPm: z.string(),
    denominationPm: Texte,
    denominationLonguePmSmsse: Texte,
    siren: Texte,
    statutJuridique: Texte,
    dateCreation: Texte,
    dateFermeture: Texte,
  }),
  etatObjet: Texte,
  ege: z.array(z.unknown()).nullish(),
})

/** Of an EJ that may have another form than expected. */
const EntiteNommee = z.object({
  informationsGeneralesPMEJ: z.object({ numFinessPm: z.string() }),
})
const finessOf = (element: unknown): string | null =>
  EntiteNommee.safeParse(element).data?.informationsGeneralesPMEJ.numFinessPm ?? null

const Cadre = z.object({ generatedAt: Texte })

const ETATS: Record<string, number> = { A: 1, I: 0 }
const toActif = (etat: string | null | undefined): number | null => ETATS[etat ?? ''] ?? null

/** FINESS writes 1900-01-01 where it knows no opening. */
const toOuverture = (text: string | null | undefined): string | null => {
  const day = toDay(text, 'ouverture')
  return day === '1900-01-01' ? null : day
}

/** @throws MiseDeCote when it is none. */
const toFiness = (text: string): string => {
  const finess = toCode(text)
  if (finess === null || !/^[0-9A-Z]{9}$/.test(finess)) throw new MiseDeCote('FINESS illisible')
  return finess
}

const once = (seen: Set<string>, finess: string): void => {
  if (seen.has(finess)) throw new MiseDeCote('FINESS déjà lu dans ce fichier')
  seen.add(finess)
}

/**
 * FINESS+ « structures »: every entité juridique with its EG, closed ones too. Streamed, since the
 * file is several hundred megabytes: at no time more than one entité juridique is held.
 *
 * @throws ImportRefuse when it is no such JSON, or ends too early.
 */
export const readFiness = async (
  fichier: Fichier,
  base: BaseNouvelle,
  avancement: Avancement,
): Promise<Lecture> => {
  const rejets = new Rejets()
  const seen = { ej: new Set<string>(), eg: new Set<string>() }
  let lignes = 0

  /** `ej` = the EJ that lacks an EG if this one cannot be read; null = nobody knows. */
  const attempt = (ej: string | null, work: () => void): void => {
    lignes++
    try {
      work()
    } catch (error) {
      if (ej !== null) base.addIncomplet('EJ', ej)
      if (error instanceof z.ZodError) rejets.add(lignes, 'forme inattendue')
      else if (error instanceof MiseDeCote) rejets.add(lignes, error.message)
      else throw error
    }
  }
  const addEtablissement = (value: unknown, finessEj: string): void => {
    const { informationsGeneralesEGE: infos, ...eg } = Etablissement.parse(value)
    const finess = toFiness(infos.numFinessEge)
    const ouverture = toOuverture(infos.dateOuverture)
    const fermeture = toDay(infos.dateFermeture, 'fermeture')
    once(seen.eg, finess)
    base.insert(
      'etablissement',
      finess,
      finessEj,
      toText(infos.nomEgeLong) ?? toText(infos.nomEgeCourt),
      toCode(infos.siret),
      toCode(eg.categorieentiteGeographiqueExercice),
      toActif(eg.etatObjet),
      ouverture,
      fermeture,
    )
  }
  const addEntite = (value: unknown): void => {
    const { informationsGeneralesPMEJ: infos, ...ej } = EntiteJuridique.parse(value)
    const finess = toFiness(infos.numFinessPm)
    const ouverture = toOuverture(infos.dateCreation)
    const fermeture = toDay(infos.dateFermeture, 'fermeture')
    once(seen.ej, finess)
    base.insert(
      'entite_juridique',
      finess,
      toText(infos.denominationLonguePmSmsse) ?? toText(infos.denominationPm),
      toCode(infos.siren),
      toCode(infos.statutJuridique),
      toActif(ej.etatObjet),
      ouverture,
      fermeture,
    )
    for (const eg of ej.ege ?? []) attempt(finess, () => addEtablissement(eg, finess))
  }

  const elements = new ElementsJson((list, element) => {
    if (list === 'pmej') attempt(finessOf(element), () => addEntite(element))
  })
  let donneesLe: string | null
  try {
    for await (const chunk of await fichier.open()) {
      avancement.throwIfAborted()
      const before = lignes
      elements.write(chunk)
      avancement.add(lignes - before, chunk.length)
    }
    donneesLe = Cadre.parse(elements.end()).generatedAt ?? null
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error
    throw new ImportRefuse(`${fichier.libelle} : ce JSON est abîmé ou incomplet.`)
  }
  if (lignes === 0) {
    throw new ImportRefuse(`${fichier.libelle} : aucune entité juridique (« pmej ») dans ce JSON.`)
  }
  return { lignes, rejets, sansRpps: 0, absentes: [], donneesLe }
}
