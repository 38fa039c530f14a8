import { Arene } from './arene.ts'
import { toCode, toText } from './cellules.ts'
import { Cles } from './cles.ts'
import { Nombres } from './nombres.ts'

export type Identite = { nom: string | null; prenom: string | null; civilite: string | null }

/** Between the parts of a text that stands for several cells; no cell holds it. */
const SEPARATOR = '\u0000'
/** Stands for a name on which the rows disagree. */
const CONTRADICTION = '\u0001'

/** In lists of numbers: nothing there. Others are kept plus one. */
const NONE = 0

/** Numbers lists of codes. Keeps copies: a slice would keep its whole chunk of the file alive. */
class Lexique {
  readonly listes: (readonly (string | null)[])[] = []
  readonly #numeros = new Map<string, number>()

  /** Cells as they stand in the file; those that say the same have the same number. */
  add(cells: readonly string[]): number {
    const key = cells.join(SEPARATOR)
    const known = this.#numeros.get(key)
    if (known !== undefined) return known
    const liste = cells.map(toCode).map((code) => code && Buffer.from(code).toString())
    const read = liste.map((code) => code ?? '').join(SEPARATOR)
    let numero = this.#numeros.get(read)
    if (numero === undefined) {
      numero = this.listes.push(liste) - 1
      this.#numeros.set(read, numero)
    }
    this.#numeros.set(Buffer.from(key).toString(), numero)
    return numero
  }
}

const fnv = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/**
 * Everybody in the files, with their exercices and situations, in compact form: about 100 bytes a
 * person. Rows of one person may stand anywhere; rows that say the same count once.
 */
export class Population {
  /** RPPS as a number. */
  readonly #personnes: Cles
  readonly #identites: Nombres
  readonly #empreintes: Nombres
  readonly #noms = new Arene()
  readonly #premierExercice: Nombres
  readonly #premiereSituation: Nombres

  /** Person; profession and category. */
  readonly #exercices: Cles
  readonly #exerciceSuivant: Nombres
  readonly #rangs: Nombres
  readonly #savoirFaire: Nombres

  /** Exercice and structure; codes. */
  readonly #situations: Cles
  readonly #situationSuivante: Nombres

  readonly #professions = new Lexique()
  readonly #codes = new Lexique()
  readonly #ensembles: string[] = ['']
  readonly #ajouts = new Map<string, number>()

  /** Persons whose rows disagree on a name. */
  contradictions = 0

  /** `rows`: how many rows the file of activities has, as far as one knows. */
  constructor(rows: number) {
    const lists = () => new Nombres(rows)
    this.#personnes = new Cles(rows)
    this.#identites = lists()
    this.#empreintes = lists()
    this.#premierExercice = lists()
    this.#premiereSituation = lists()
    this.#exercices = new Cles(rows)
    this.#exerciceSuivant = lists()
    this.#rangs = lists()
    this.#savoirFaire = lists()
    this.#situations = new Cles(rows)
    this.#situationSuivante = lists()
  }

  get tailles() {
    return {
      professionnel: this.#personnes.size,
      exercice: this.#exercices.size,
      situation: this.#situations.size,
    }
  }

  /** Cells as they stand in the file; the number of the person. */
  addPersonne(rpps: string, nom: string, prenom: string, civilite: string): number {
    const before = this.#personnes.size
    const personne = this.#personnes.add(Number(rpps), 0)
    const cells = nom + SEPARATOR + prenom + SEPARATOR + civilite
    const empreinte = fnv(cells)
    if (personne === before) {
      const identite = [toText(nom) ?? '', toText(prenom) ?? '', toCode(civilite) ?? '']
      this.#identites.push(this.#noms.add(identite.join(SEPARATOR)))
      this.#empreintes.push(empreinte)
      this.#premierExercice.push(NONE)
      this.#premiereSituation.push(NONE)
    } else if (this.#empreintes.get(personne) !== empreinte) {
      this.#reconcile(personne, [toText(nom) ?? '', toText(prenom) ?? '', toCode(civilite) ?? ''])
    }
    return personne
  }

  /** What one row leaves out another may give; what two say differently nobody knows. */
  #reconcile(personne: number, others: readonly string[]): void {
    const known = this.#noms.get(this.#identites.get(personne)).split(SEPARATOR)
    const merged = known.map((part, i) => {
      const other = others[i] ?? ''
      if (part === other || other === '') return part
      return part === '' ? other : CONTRADICTION
    })
    if (merged.every((part, i) => part === known[i])) return
    if (merged.includes(CONTRADICTION) && !known.includes(CONTRADICTION)) this.contradictions++
    this.#identites.set(personne, this.#noms.add(merged.join(SEPARATOR)))
  }

  /** The number of the exercice of a profession in a category; cells as they stand in the file. */
  addExercice(personne: number, profession: string, categorie: string): number {
    const before = this.#exercices.size
    const codes = this.#professions.add([profession, categorie])
    const exercice = this.#exercices.add(personne, codes)
    if (exercice === before) {
      const next = this.#premierExercice.get(personne)
      this.#rangs.push(next === NONE ? 0 : this.#rangs.get(next - 1) + 1)
      this.#exerciceSuivant.push(next)
      this.#premierExercice.set(personne, exercice + 1)
      this.#savoirFaire.push(0)
    }
    return exercice
  }

  rang(exercice: number): number {
    return this.#rangs.get(exercice)
  }

  /** Sets of codes are shared: there are few different ones. */
  addSavoirFaire(exercice: number, code: string): void {
    if (code === '') return
    const ensemble = this.#savoirFaire.get(exercice)
    const ajout = `${ensemble} ${code}`
    let larger = this.#ajouts.get(ajout)
    if (larger === undefined) {
      const codes = new Set([...(this.#ensembles[ensemble] ?? '').split(' '), toCode(code) ?? ''])
      const texte = [...codes].filter(Boolean).toSorted().join(' ')
      const at = this.#ensembles.indexOf(texte)
      larger = at === -1 ? this.#ensembles.push(texte) - 1 : at
      this.#ajouts.set(Buffer.from(ajout).toString(), larger)
    }
    this.#savoirFaire.set(exercice, larger)
  }

  /** `structure`: its number, null = none; `codes`: mode, secteur, section, fonction, genre. */
  addSituation(exercice: number, structure: number | null, codes: readonly string[]): void {
    const before = this.#situations.size
    const place = structure === null ? 0 : structure + 1
    const situation = this.#situations.add(exercice * 2 ** 24 + place, this.#codes.add(codes))
    if (situation !== before) return
    const personne = this.#exercices.first(exercice)
    this.#situationSuivante.push(this.#premiereSituation.get(personne))
    this.#premiereSituation.set(personne, situation + 1)
  }

  /** Everybody, by ascending RPPS. */
  *personnes() {
    for (const rpps of this.#personnes.sortedFirsts()) {
      const personne = this.#personnes.add(rpps, 0)
      yield { personne, rpps: String(rpps).padStart(11, '0') }
    }
  }

  identite(personne: number): Identite {
    const [nom, prenom, civilite] = this.#noms
      .get(this.#identites.get(personne))
      .split(SEPARATOR)
      .map((part) => (part === '' || part === CONTRADICTION ? null : part))
    return { nom: nom ?? null, prenom: prenom ?? null, civilite: civilite ?? null }
  }

  *exercices(personne: number) {
    let next = this.#premierExercice.get(personne)
    while (next !== NONE) {
      const exercice = next - 1
      const [profession, categorie] =
        this.#professions.listes[this.#exercices.second(exercice)] ?? []
      yield {
        rang: this.#rangs.get(exercice),
        profession: profession ?? null,
        categorie: categorie ?? null,
        savoirFaire: this.#ensembles[this.#savoirFaire.get(exercice)] || null,
      }
      next = this.#exerciceSuivant.get(exercice)
    }
  }

  *situations(personne: number) {
    let next = this.#premiereSituation.get(personne)
    while (next !== NONE) {
      const situation = next - 1
      const first = this.#situations.first(situation)
      const place = first % 2 ** 24
      yield {
        exercice: this.#rangs.get(Math.floor(first / 2 ** 24)),
        codes: this.#codes.listes[this.#situations.second(situation)] ?? [],
        structure: place === 0 ? null : place - 1,
      }
      next = this.#situationSuivante.get(situation)
    }
  }
}
