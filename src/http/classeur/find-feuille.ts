import { ABIME, ClasseurRefuse } from './classeur-refuse.ts'
import { type Archive, readEntree, readZip, type Reserve } from './read-zip.ts'
import { readXml } from './read-xml.ts'

/** The parts of a workbook that its first sheet is read from. */
export type Parties = {
  archive: Archive
  feuille: string
  /** Each null = the workbook has none. */
  textes: string | null
  styles: string | null
  /** Its days are counted from 1904. */
  depuis1904: boolean
}

const CONTENEUR = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const ZIP = [0x50, 0x4b]

const startsWith = (bytes: Uint8Array, beginning: readonly number[]): boolean =>
  beginning.every((byte, at) => bytes[at] === byte)

/** Whether a file is a workbook, or what one becomes under a password: no text begins so. */
export const isClasseur = (bytes: Uint8Array): boolean =>
  (startsWith(bytes, ZIP) && (bytes[2] === 3 || bytes[2] === 5)) || startsWith(bytes, CONTENEUR)

const PROTEGE =
  'Ce classeur est protégé par un mot de passe, et ne peut pas être lu. Enregistrez-le sans mot de passe, ou en CSV.'
const ANCIEN =
  'Ce fichier est un classeur d’un ancien format (.xls). Enregistrez-le en .xlsx ou en CSV.'

/** A container of the time before XLSX: what a password makes of a workbook, or an old one. */
const refuseConteneur = (bytes: Uint8Array): never => {
  // Names in it are UTF-16; this one is of encrypted packages alone.
  const seen = new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.byteLength & ~1))
  throw new ClasseurRefuse(seen.includes('EncryptedPackage') ? PROTEGE : ANCIEN)
}

/** What is a zip and no workbook that is read, by the name of one of its files. */
const REFUS: readonly (readonly [test: (nom: string) => boolean, detail: string])[] = [
  [
    (nom) => nom.endsWith('vbaproject.bin') || nom.startsWith('xl/macrosheets/'),
    'Ce classeur contient des macros : aucune n’est exécutée, et le fichier est refusé. Enregistrez-le en .xlsx, sans macros, ou en CSV.',
  ],
  [
    (nom) => nom.startsWith('xl/externallinks/'),
    'Ce classeur tire des valeurs d’un autre classeur : elles peuvent être anciennes. Rompez les liaisons, ou collez les valeurs dans un classeur neuf.',
  ],
  [
    (nom) => nom === 'xl/workbook.bin',
    'Ce fichier est un classeur binaire (.xlsb). Enregistrez-le en .xlsx ou en CSV.',
  ],
  [
    (nom) => nom === 'content.xml' || nom.endsWith('.iwa'),
    'Ce fichier vient d’un autre tableur (.ods, .numbers). Enregistrez-le en .xlsx ou en CSV.',
  ],
]

type Relation = { type: string; cible: string; externe: boolean }

/** `../a/b.xml` or `/xl/a.xml`, as seen from the folder of who names it. */
const resolve = (base: string, cible: string): string => {
  const parts = cible.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const part of cible.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** What a part is related to, by id. */
const readRelations = (archive: Archive, nom: string, reserve: Reserve): Map<string, Relation> => {
  const slash = nom.lastIndexOf('/') + 1
  const path = `${nom.slice(0, slash)}_rels/${nom.slice(slash)}.rels`
  const relations = new Map<string, Relation>()
  readXml(readEntree(archive, path, reserve) ?? '<vide/>', {
    open(element, attribut) {
      if (element !== 'Relationship') return
      const type = attribut('Type') ?? ''
      relations.set(attribut('Id') ?? '', {
        type: type.slice(type.lastIndexOf('/') + 1),
        cible: resolve(nom, attribut('Target') ?? ''),
        externe: attribut('TargetMode') === 'External',
      })
    },
  })
  return relations
}

const ofType = (relations: Map<string, Relation>, type: string): string | null =>
  relations.values().find((one) => one.type === type && !one.externe)?.cible ?? null

/** The sheets in their order, and how days are counted. */
const readPlan = (xml: string) => {
  const feuilles: { relation: string; cachee: boolean }[] = []
  let depuis1904 = false
  readXml(xml, {
    open(nom, attribut) {
      if (nom === 'workbookPr') depuis1904 = ['1', 'true'].includes(attribut('date1904') ?? '')
      else if (nom === 'sheet') {
        const relation = attribut(':id') ?? ''
        feuilles.push({ relation, cachee: (attribut('state') ?? 'visible') !== 'visible' })
      }
    },
  })
  return { feuilles, depuis1904 }
}

/**
 * Where the first sheet that is shown stands, and what it is read with.
 *
 * @throws ClasseurRefuse for a file that is no such workbook, with what it is and what to do.
 */
export const findFeuille = (bytes: Uint8Array, reserve: Reserve): Parties => {
  if (startsWith(bytes, CONTENEUR)) refuseConteneur(bytes)
  if (!startsWith(bytes, ZIP)) throw new ClasseurRefuse(ABIME)
  const archive = readZip(bytes)
  for (const [nom, entree] of archive.entrees) {
    if (entree.chiffree) throw new ClasseurRefuse(PROTEGE)
    const refus = REFUS.find(([test]) => test(nom))
    if (refus !== undefined) throw new ClasseurRefuse(refus[1])
  }
  const classeur = ofType(readRelations(archive, '', reserve), 'officeDocument')
  const xml = classeur === null ? null : readEntree(archive, classeur, reserve)
  if (classeur === null || xml === null) throw new ClasseurRefuse(ABIME)
  const relations = readRelations(archive, classeur, reserve)
  const { feuilles, depuis1904 } = readPlan(xml)
  for (const { relation, cachee } of feuilles) {
    const cible = relations.get(relation)
    if (cachee || cible?.type !== 'worksheet' || cible.externe) continue
    return {
      archive,
      feuille: cible.cible,
      textes: ofType(relations, 'sharedStrings'),
      styles: ofType(relations, 'styles'),
      depuis1904,
    }
  }
  throw new ClasseurRefuse('Ce classeur n’a aucune feuille visible qui contienne un tableau.')
}
