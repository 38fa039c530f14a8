import { Arene } from './arene.ts'
import { MiseDeCote, toCode, toText } from './cellules.ts'
import { Cles } from './cles.ts'
import { Lexique } from './lexique.ts'
import { Nombres } from './nombres.ts'

const fnv = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

export type Identite = { nom: string | null; prenom: string | null; civilite: string | null }

/** Between the parts of a text that stands for several cells; no cell holds it. */
const SEPARATOR = '\u0000'
/** Stands for a name on which the rows disagree. */
const CONTRADICTION = '\u0001'

/** In lists of numbers: nothing there. Others are kept plus one. */
const NONE = 0

/** Bits of a situation's structure, and of an exercice where these are sorted. */
const STRUCTURE_BITS = 24
const EXERCICE_BITS = 26

/** One person, ready to be written. */
export type Personne = Identite & {
  rpps: string
  exercices: {
    rang: number
    profession: string | null
    categorie: string | null
    savoirFaire: string | null
  }[]
  situations: {
    /** `rang` of the exercice. */
    exercice: number
    /** mode, secteur, section, fonction, genre. */
    codes: readonly (string | null)[]
    structure: number | null
  }[]
}

/**
 * Everybody in the files, with their exercices and situations, in compact form: about 100 bytes a
 * person. Rows of one person may stand anywhere; rows that say the same count once.
 */
export class Population {
  /** RPPS as a number; number of the profession and category, which is the rang. */
  readonly #exercices: Cles
  readonly #identites: Nombres
  readonly #empreintes: Nombres
  readonly #savoirFaire: Nombres
  readonly #premiereSituation: Nombres

  /** Exercice and structure; number of the codes. */
  readonly #situations: Cles
  readonly #situationSuivante: Nombres

  readonly #noms = new Arene()
  readonly #professions = new Lexique()
  readonly #codes = new Lexique()
  readonly #ensembles: string[] = ['']
  readonly #ajouts = new Map<string, number>()

  /** `rows`: how many rows the file of activities has, as far as one knows. */
  constructor(rows: number) {
    const lists = () => new Nombres(rows)
    this.#exercices = new Cles(rows)
    this.#identites = lists()
    this.#empreintes = lists()
    this.#savoirFaire = lists()
    this.#premiereSituation = lists()
    this.#situations = new Cles(rows)
    this.#situationSuivante = lists()
  }

  get exercices(): number {
    return this.#exercices.size
  }

  /** The number of the exercice of a row; cells as they stand in the file, '' = nothing. */
  addExercice(
    rpps: string,
    nom: string,
    prenom: string,
    civilite: string,
    profession: string,
    categorie: string,
  ): number {
    const before = this.#exercices.size
    const codes = this.#professions.add([profession, categorie])
    const exercice = this.#exercices.add(Number(rpps), codes)
    const empreinte = fnv(nom + SEPARATOR + prenom + SEPARATOR + civilite)
    if (exercice === before) {
      this.#identites.push(this.#noms.add(readIdentite(nom, prenom, civilite).join(SEPARATOR)))
      this.#empreintes.push(empreinte)
      this.#savoirFaire.push(0)
      this.#premiereSituation.push(NONE)
    } else if (this.#empreintes.get(exercice) !== empreinte) {
      const known = this.#identite(exercice)
      const merged = reconcile(known, readIdentite(nom, prenom, civilite))
      if (merged.some((part, i) => part !== known[i])) {
        this.#identites.set(exercice, this.#noms.add(merged.join(SEPARATOR)))
      }
    }
    return exercice
  }

  /** Ties a card to its exercice. */
  rang(exercice: number): number {
    return this.#exercices.second(exercice)
  }

  /**
   * Sets of codes are shared: there are few different ones.
   *
   * @throws MiseDeCote when the code cannot be one: a specialty unread must not become "no specialty".
   */
  addSavoirFaire(exercice: number, code: string): void {
    if (code === '') return
    const ensemble = this.#savoirFaire.get(exercice)
    const ajout = `${ensemble} ${code}`
    let larger = this.#ajouts.get(ajout)
    if (larger === undefined) {
      const read = toCode(code) ?? ''
      if (/\s/.test(read)) throw new MiseDeCote('savoir-faire illisible')
      const codes = new Set([...(this.#ensembles[ensemble] ?? '').split(' '), read])
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
    const situation = this.#situations.add(
      exercice * 2 ** STRUCTURE_BITS + place,
      this.#codes.add(codes),
    )
    if (situation !== before) return
    this.#situationSuivante.push(this.#premiereSituation.get(exercice))
    this.#premiereSituation.set(exercice, situation + 1)
  }

  /** Everybody, by ascending RPPS. */
  *personnes(): Generator<Personne> {
    let exercices: number[] = []
    for (const exercice of this.#sorted()) {
      const [first] = exercices
      if (first !== undefined && this.#exercices.first(first) !== this.#exercices.first(exercice)) {
        yield this.#toPersonne(exercices)
        exercices = []
      }
      exercices.push(exercice)
    }
    if (exercices.length > 0) yield this.#toPersonne(exercices)
  }

  /** The exercices by RPPS: both in one 64-bit number, which the platform sorts by itself. */
  *#sorted(): Generator<number> {
    const { size } = this.#exercices
    const keys = new BigUint64Array(size)
    const halves = new Uint32Array(keys.buffer)
    const rest = 2 ** (32 - EXERCICE_BITS)
    for (let exercice = 0; exercice < size; exercice++) {
      const rpps = this.#exercices.first(exercice)
      halves[exercice * 2] = (rpps % rest) * 2 ** EXERCICE_BITS + exercice
      halves[exercice * 2 + 1] = Math.floor(rpps / rest)
    }
    keys.sort()
    for (let i = 0; i < size; i++) yield (halves[i * 2] as number) % 2 ** EXERCICE_BITS
  }

  #identite(exercice: number): readonly string[] {
    return this.#noms.get(this.#identites.get(exercice)).split(SEPARATOR)
  }

  #toPersonne(exercices: readonly number[]): Personne {
    const [nom, prenom, civilite] = exercices
      .map((exercice) => this.#identite(exercice))
      .reduce(reconcile)
      .map((part) => (part === '' || part === CONTRADICTION ? null : part))
    const first = this.#exercices.first(exercices[0] as number)
    return {
      rpps: String(first).padStart(11, '0'),
      nom: nom ?? null,
      prenom: prenom ?? null,
      civilite: civilite ?? null,
      exercices: exercices.map((exercice) => {
        const rang = this.rang(exercice)
        const [profession = null, categorie = null] = this.#professions.listes[rang] ?? []
        const savoirFaire = this.#ensembles[this.#savoirFaire.get(exercice)] || null
        return { rang, profession, categorie, savoirFaire }
      }),
      situations: exercices.flatMap((exercice) => this.#situationsOf(exercice)),
    }
  }

  #situationsOf(exercice: number): Personne['situations'] {
    const situations: Personne['situations'] = []
    let next = this.#premiereSituation.get(exercice)
    while (next !== NONE) {
      const place = this.#situations.first(next - 1) % 2 ** STRUCTURE_BITS
      situations.push({
        exercice: this.rang(exercice),
        codes: this.#codes.listes[this.#situations.second(next - 1)] ?? [],
        structure: place === 0 ? null : place - 1,
      })
      next = this.#situationSuivante.get(next - 1)
    }
    return situations
  }
}

const readIdentite = (nom: string, prenom: string, civilite: string): readonly string[] => [
  toText(nom) ?? '',
  toText(prenom) ?? '',
  toCode(civilite) ?? '',
]

/** What one row leaves out another may give; what two say differently nobody knows. */
const reconcile = (known: readonly string[], others: readonly string[]): readonly string[] =>
  known.map((part, i) => {
    const other = others[i] ?? ''
    if (part === other || other === '') return part
    return part === '' ? other : CONTRADICTION
  })
