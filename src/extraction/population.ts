import type { LigneDe } from '../adapters/annuaires/extraction/schema.ts'
import { Arena, Cles, Lexique, Numbers } from './compact.ts'
import { toCode, toText } from './cellules.ts'
import { addToSet, toSavoirFaire } from './libelles.ts'

const FNV = 0x811c9dc5
/** Hash of a text behind others; where each ends is part of it. */
const fnv = (text: string, before = FNV): number => {
  let hash = before
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return Math.imul(hash ^ 0x10000, 0x01000193) >>> 0
}

/** Between the parts of a text that stands for several cells; no cell holds it. */
const SEPARATOR = '\u0000'
/** Stands for a name on which the rows disagree. */
const CONTRADICTION = '\u0001'

/** In lists of numbers: nothing there. Others are kept plus one. */
const NONE = 0

/** Numbers of an exercice, side by side: where its name stands, its hash, a set of savoir-faire. */
const FICHE = 4
const IDENTITE = 0
const EMPREINTE = 1
const SAVOIR_FAIRE = 2
const PREMIERE_SITUATION = 3

/** Bits of a situation's structure, and of an exercice where these are sorted. */
const STRUCTURE_BITS = 24
const EXERCICE_BITS = 26
/** What of a RPPS stands beside the exercice in the lower half. */
const RPPS_LOW = 2 ** (32 - EXERCICE_BITS)

/** One person, ready to be written. */
export type Personne = LigneDe<'professionnel'> & {
  exercices: Omit<LigneDe<'exercice'>, 'rpps'>[]
  situations: Omit<LigneDe<'situation'>, 'rpps' | 'rang'>[]
}

/**
 * Everybody in the files, with their exercices and situations, in compact form: about 100 bytes a
 * person. Rows of one person may stand anywhere; rows that say the same count once.
 */
export class Population {
  /** RPPS as a number; number of the profession and category, which is the rang. */
  readonly #exercices: Cles
  /** `FICHE` numbers an exercice. */
  readonly #fiches: Numbers

  /** Exercice and structure; number of the codes. */
  readonly #situations: Cles
  readonly #situationSuivante: Numbers

  readonly #noms = new Arena()
  readonly #professions = new Lexique()
  readonly #codes = new Lexique()
  readonly #ensembles: string[] = ['']
  readonly #ajouts = new Map<string, number>()

  /** `rows`: how many rows the file of activities has, as far as one knows. */
  constructor(rows: number) {
    this.#exercices = new Cles(rows)
    this.#fiches = new Numbers(rows * FICHE)
    this.#situations = new Cles(rows)
    this.#situationSuivante = new Numbers(rows)
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
    const empreinte = fnv(civilite, fnv(prenom, fnv(nom)))
    if (exercice === before) {
      this.#fiches.push(this.#noms.add(readIdentite(nom, prenom, civilite).join(SEPARATOR)))
      this.#fiches.push(empreinte)
      this.#fiches.push(0)
      this.#fiches.push(NONE)
    } else if (this.#fiches.get(exercice * FICHE + EMPREINTE) !== empreinte) {
      const known = this.#identite(exercice)
      const merged = reconcile(known, readIdentite(nom, prenom, civilite))
      if (merged.some((part, i) => part !== known[i])) {
        this.#fiches.set(exercice * FICHE + IDENTITE, this.#noms.add(merged.join(SEPARATOR)))
      }
    }
    return exercice
  }

  /** Ties a card to its exercice. */
  rang(exercice: number): number {
    return this.#exercices.second(exercice)
  }

  /**
   * Cells as they stand in the file. Sets are shared: there are few different ones.
   *
   * @throws MiseDeCote when they cannot be read.
   */
  addSavoirFaire(exercice: number, type: string, code: string, libelle: string): void {
    if (type === '' && code === '' && libelle === '') return
    const ensemble = this.#fiches.get(exercice * FICHE + SAVOIR_FAIRE)
    const label = code.trim() === '' ? libelle : ''
    const ajout = ensemble + SEPARATOR + type + SEPARATOR + code + SEPARATOR + label
    let larger = this.#ajouts.get(ajout)
    if (larger === undefined) {
      const read = toSavoirFaire(type, code, label)
      const known = this.#ensembles[ensemble] ?? ''
      const texte = read === null ? known : addToSet(known, read)
      const at = this.#ensembles.indexOf(texte)
      larger = at === -1 ? this.#ensembles.push(texte) - 1 : at
      this.#ajouts.set(Buffer.from(ajout).toString(), larger)
    }
    this.#fiches.set(exercice * FICHE + SAVOIR_FAIRE, larger)
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
    const premiere = exercice * FICHE + PREMIERE_SITUATION
    this.#situationSuivante.push(this.#fiches.get(premiere))
    this.#fiches.set(premiere, situation + 1)
  }

  /** Everybody, by ascending RPPS. */
  *personnes(): Generator<Personne> {
    const sorted = this.#sorted()
    let own: number[] = []
    let person = Number.NaN
    for (let i = 0; i < sorted.length; i += 2) {
      const low = sorted[i] as number
      const rpps = (sorted[i + 1] as number) * RPPS_LOW + Math.floor(low / 2 ** EXERCICE_BITS)
      if (rpps !== person && own.length > 0) {
        yield this.#toPersonne(person, own)
        own = []
      }
      person = rpps
      own.push(low % 2 ** EXERCICE_BITS)
    }
    if (own.length > 0) yield this.#toPersonne(person, own)
  }

  /**
   * The exercices by RPPS: both in one 64-bit number, which the platform sorts by itself; given as
   * its lower and its upper half.
   */
  #sorted(): Uint32Array {
    const { size } = this.#exercices
    const keys = new BigUint64Array(size)
    const halves = new Uint32Array(keys.buffer)
    for (let exercice = 0; exercice < size; exercice++) {
      const rpps = this.#exercices.first(exercice)
      halves[exercice * 2] = (rpps % RPPS_LOW) * 2 ** EXERCICE_BITS + exercice
      halves[exercice * 2 + 1] = Math.floor(rpps / RPPS_LOW)
    }
    keys.sort()
    return halves
  }

  #identite(exercice: number): readonly string[] {
    return this.#noms.get(this.#fiches.get(exercice * FICHE + IDENTITE)).split(SEPARATOR)
  }

  #toPersonne(rpps: number, numeros: readonly number[]): Personne {
    let identite: readonly string[] = []
    const exercices: Personne['exercices'] = []
    const situations: Personne['situations'] = []
    for (const exercice of numeros) {
      const own = this.#identite(exercice)
      identite = identite.length === 0 ? own : reconcile(identite, own)
      const rang = this.rang(exercice)
      const [profession = null, categorie = null] = this.#professions.listes[rang] ?? []
      const savoir_faire =
        this.#ensembles[this.#fiches.get(exercice * FICHE + SAVOIR_FAIRE)] || null
      exercices.push({ rang, profession, categorie, savoir_faire })
      this.#addSituations(exercice, rang, situations)
    }
    return {
      rpps: String(rpps).padStart(11, '0'),
      nom: readPart(identite[0]),
      prenom: readPart(identite[1]),
      civilite: readPart(identite[2]),
      exercices,
      situations,
    }
  }

  #addSituations(exercice: number, rang: number, situations: Personne['situations']): void {
    let next = this.#fiches.get(exercice * FICHE + PREMIERE_SITUATION)
    while (next !== NONE) {
      const place = this.#situations.first(next - 1) % 2 ** STRUCTURE_BITS
      const codes = this.#codes.listes[this.#situations.second(next - 1)] ?? []
      const [mode = null, secteur = null, section = null, fonction = null, genre = null] = codes
      const structure = place === 0 ? null : place - 1
      situations.push({ exercice: rang, mode, secteur, section, fonction, genre, structure })
      next = this.#situationSuivante.get(next - 1)
    }
  }
}

const readIdentite = (nom: string, prenom: string, civilite: string): readonly string[] => [
  toText(nom) ?? '',
  toText(prenom) ?? '',
  toCode(civilite) ?? '',
]

const readPart = (part: string | undefined): string | null =>
  !part || part === CONTRADICTION ? null : part

/** What one row leaves out another may give; what two say differently nobody knows. */
const reconcile = (known: readonly string[], others: readonly string[]): readonly string[] =>
  known.map((part, i) => {
    const other = others[i] ?? ''
    if (part === other || other === '') return part
    return part === '' ? other : CONTRADICTION
  })
