import { hash } from 'node:crypto'
import * as z from 'zod'
import type { BaseNouvelle } from './base.ts'
import { MiseDeCote, toCode, toDay, toText } from './cellules.ts'
import type { Fichier } from './choisir.ts'
import { Cles, Numbers } from './compact.ts'
import { ElementsJson } from './elements-json.ts'
import type { Avancement } from './progression.ts'
import { ImportRefuse } from './refus.ts'
import { type Lecture, Rejets } from './rejets.ts'

const FINESS = /^[0-9A-Z]{9}$/
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
})
const Sites = z.object({ ege: z.array(z.unknown()).nullish() })

/** Of an element that may have another form than expected. */
const Nomme = z.object({
  informationsGeneralesPMEJ: z.object({ numFinessPm: z.unknown() }).optional(),
  informationsGeneralesEGE: z.object({ numFinessEge: z.unknown() }).optional(),
})
/** The number of an element, as far as it still tells. */
const finessOf = (element: unknown): string | null => {
  const { informationsGeneralesPMEJ: ej, informationsGeneralesEGE: eg } =
    Nomme.safeParse(element).data ?? {}
  const numero = ej?.numFinessPm ?? eg?.numFinessEge
  const text = typeof numero === 'number' ? String(numero).padStart(9, '0') : numero
  const code = typeof text === 'string' ? toCode(text) : null
  return code !== null && FINESS.test(code) ? code : null
}

const Cadre = z.object({ generatedAt: Texte })

const ETATS: Record<string, number> = { A: 1, I: 0 }

/** @throws MiseDeCote for another state: it must not become "the file does not say". */
const toActif = (etat: string | null | undefined): number | null => {
  const code = toCode(etat)
  if (code === null) return null
  const actif = ETATS[code]
  if (actif === undefined) throw new MiseDeCote('état illisible')
  return actif
}

/** FINESS writes 1900-01-01 where it knows no opening. */
const toOuverture = (text: string | null | undefined): string | null => {
  const day = toDay(text, 'ouverture')
  return day === '1900-01-01' ? null : day
}

/** @throws MiseDeCote when it is none. */
const toFiness = (text: string): string => {
  const finess = toCode(text)
  if (finess === null || !FINESS.test(finess)) throw new MiseDeCote('FINESS illisible')
  return finess
}

/**
 * FINESS+ « structures »: every entité juridique with its EG, closed ones too. Streamed, since the
 * file is several hundred megabytes: at no time more than one entité juridique is held. A number that
 * cannot be read, or that is given twice with different contents, is remembered as such: what the
 * file says of it must not become "it says nothing". Said twice alike, it counts once.
 *
 * @throws ImportRefuse when it is no such JSON, or ends too early.
 */
export const readFiness = async (
  fichier: Fichier,
  base: BaseNouvelle,
  avancement: Avancement,
): Promise<Lecture> => {
  const rejets = new Rejets()
  /** The numbers that were read, EG and EJ alike, and 64 bits of what was read under each. */
  const seen = new Cles(1024)
  const contentsOf = new Numbers(2 * 1024)
  let lignes = 0

  /** `finess`, `ej`: the number that is lost with this element, and the EJ that lacks it then. */
  const attempt = (finess: string | null, ej: string | null, work: () => void): void => {
    lignes++
    try {
      work()
    } catch (error) {
      if (finess !== null) base.addIncomplet('FINESS', finess)
      if (ej !== null) base.addIncomplet('SITES', ej)
      const isNommee = finess !== null || ej !== null
      if (error instanceof z.ZodError) rejets.add(lignes, 'forme inattendue', isNommee)
      else if (error instanceof MiseDeCote) rejets.add(lignes, error.message, isNommee)
      else throw error
    }
  }
  /** @throws MiseDeCote when the number was there with other contents: order must not settle it. */
  const isNew = (finess: string, contents: unknown): boolean => {
    const digest = hash('sha1', JSON.stringify(contents), 'buffer')
    const [high, low] = [digest.readUInt32LE(0), digest.readUInt32LE(4)]
    const before = seen.size
    const numero = seen.add(Number.parseInt(finess, 36), 0)
    if (numero === before) {
      contentsOf.push(high)
      contentsOf.push(low)
      return true
    }
    if (contentsOf.get(2 * numero) !== high || contentsOf.get(2 * numero + 1) !== low) {
      throw new MiseDeCote('FINESS donné deux fois, différemment')
    }
    return false
  }
  const addEtablissement = (value: unknown, finessEj: string): void => {
    const { informationsGeneralesEGE: infos, ...eg } = Etablissement.parse(value)
    const row = {
      finess: toFiness(infos.numFinessEge),
      finess_ej: finessEj,
      nom: toText(infos.nomEgeLong) ?? toText(infos.nomEgeCourt),
      siret: toCode(infos.siret),
      categorie: toCode(eg.categorieentiteGeographiqueExercice),
      actif: toActif(eg.etatObjet),
      ouverture: toOuverture(infos.dateOuverture),
      fermeture: toDay(infos.dateFermeture, 'fermeture'),
    }
    if (isNew(row.finess, row)) base.insert('etablissement', row)
  }
  const addEntite = (value: unknown, ege: readonly unknown[]): void => {
    const { informationsGeneralesPMEJ: infos, ...ej } = EntiteJuridique.parse(value)
    const row = {
      finess: toFiness(infos.numFinessPm),
      nom: toText(infos.denominationLonguePmSmsse) ?? toText(infos.denominationPm),
      siren: toCode(infos.siren),
      statut_juridique: toCode(infos.statutJuridique),
      actif: toActif(ej.etatObjet),
      ouverture: toOuverture(infos.dateCreation),
      fermeture: toDay(infos.dateFermeture, 'fermeture'),
    }
    const sites = ege.map((eg) => finessOf(eg) ?? '').toSorted()
    if (isNew(row.finess, [row, sites])) base.insert('entite_juridique', row)
  }
  const readEntite = (element: unknown): void => {
    const finess = finessOf(element)
    const sites = Sites.safeParse(element)
    const ege = sites.data?.ege ?? []
    attempt(finess, sites.success ? null : finess, () => {
      addEntite(element, ege)
      if (!sites.success) throw sites.error
    })
    for (const eg of ege) {
      attempt(finessOf(eg), finess, () => {
        if (finess === null) throw new MiseDeCote('entité juridique illisible')
        addEtablissement(eg, finess)
      })
    }
  }

  const elements = new ElementsJson((list, element) => {
    if (list === 'pmej') readEntite(element)
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
