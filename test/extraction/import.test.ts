import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ACTIVITES,
  cabinet,
  carte,
  CARTES,
  DIPLOMES,
  finess,
  foule,
  hopital,
  personne,
  SAVOIR_FAIRE,
  tableau,
} from '../../mocks/extraction/fichiers.ts'
import { zip } from '../../mocks/extraction/zip.ts'
import { importFichiers } from '../../src/extraction/importer.ts'
import { Avancement } from '../../src/extraction/progression.ts'
import { toRapport } from '../../src/extraction/rapport.ts'
import { referenceOf } from '../support/references.ts'

const A = '10999001000'
const B = '10999000010'

let dossier = ''
beforeEach(() => {
  dossier = mkdtempSync(join(tmpdir(), 'import-'))
})
afterEach(() => rmSync(dossier, { recursive: true }))

const db = () => join(dossier, 'base', 'annuaire.sqlite')
const put = (nom: string, contenu: string | Buffer): string => {
  writeFileSync(join(dossier, nom), contenu)
  return join(dossier, nom)
}

const run = async (chemins: string[], force = false) =>
  importFichiers({
    chemins,
    db: db(),
    force,
    avancement: new Avancement({ write: () => {} }, new AbortController().signal),
    now: () => new Date('2026-11-23T12:00:00Z'),
  })

const done = async (chemins: string[], force = false) => {
  const result = await run(chemins, force)
  if (!result.fait) throw new Error('nothing was done')
  return result
}

const rows = (sql: string): Record<string, unknown>[] => {
  const base = new DatabaseSync(db(), { readOnly: true })
  try {
    return base
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }))
  } finally {
    base.close()
  }
}

const meta = (): Record<string, unknown> =>
  Object.fromEntries(rows('SELECT * FROM meta').map(({ cle, valeur }) => [cle, valeur]))

describe('from rows to practitioners', () => {
  test('rows that repeat an activity per savoir-faire make one situation; duplicates count once', async () => {
    const lignes = ['S SM44', 'C C05', 'C C05', ' '].map((savoirFaire) => {
      const [type = '', code = ''] = savoirFaire.split(' ')
      return cabinet(A, { 'Code type savoir-faire': type, 'Code savoir-faire': code })
    })
    await done([put('a.txt', tableau(ACTIVITES, [...lignes, hopital(A), cabinet(B), hopital(A)]))])
    expect(rows('SELECT * FROM professionnel ORDER BY rpps')).toEqual([
      { rpps: B, nom: 'GRANITE', prenom: 'BASILE', civilite: 'M' },
      { rpps: A, nom: 'GRANITE', prenom: 'BASILE', civilite: 'M' },
    ])
    expect(rows(`SELECT * FROM exercice WHERE rpps = '${A}'`)).toEqual([
      { rpps: A, rang: 0, profession: '10', categorie: 'C', savoir_faire: 'C:C05 S:SM44' },
    ])
    const situations = rows(
      `SELECT mode, secteur, section, fonction, genre, ancien_identifiant, rpps_rang, finess_eg, finess_ej,
        adresse, code_postal, commune
      FROM situation JOIN structure ON id = structure WHERE rpps = '${A}' ORDER BY secteur`,
    )
    expect(situations).toMatchObject([
      {
        mode: 'S',
        secteur: 'SA01',
        fonction: null,
        finess_eg: '010990117',
        finess_ej: '010990018',
        rpps_rang: null,
      },
      {
        mode: 'L',
        secteur: 'SA07',
        section: null,
        fonction: 'FON-01',
        genre: 'GENR01',
        ancien_identifiant: `4${A}000`,
        rpps_rang: `${A}000`,
        finess_eg: null,
        adresse: '12 Rue DES CARRIERES',
        code_postal: '01000',
        commune: 'Ville-sur-Rien',
      },
    ])
  })

  test('two professions are two exercices; nobody without RPPS; no activity, no situation', async () => {
    const { lectures } = await done([
      put(
        'a.txt',
        tableau(ACTIVITES, [
          cabinet(A),
          cabinet(A, {
            'Code profession': '60',
            'Code type savoir-faire': '',
            'Code savoir-faire': '',
          }),
          personne(B),
          cabinet('', { "Type d'identifiant PP": '0', 'Identifiant PP': '992699017' }),
        ]),
      ),
    ])
    expect(
      rows(`SELECT profession, savoir_faire FROM exercice WHERE rpps = '${A}' ORDER BY 1`),
    ).toEqual([
      { profession: '10', savoir_faire: 'S:SM44' },
      { profession: '60', savoir_faire: null },
    ])
    expect(rows(`SELECT count(*) AS n FROM situation WHERE rpps = '${B}'`)).toEqual([{ n: 0 }])
    expect(lectures[0]).toMatchObject({ lignes: 4, sansRpps: 1, rejets: { total: 0 } })
  })

  test.each<[string, [type: string, code: string, libelle: string][], string | null]>([
    [
      'the type of each',
      [
        ['S', 'SM44', ''],
        ['C', 'C05', ''],
        ['CAPA', 'CAPA02', ''],
      ],
      'C:C05 CAPA:CAPA02 S:SM44',
    ],
    ['without type', [['', 'SM44', 'Radio-diagnostic']], ':SM44'],
    [
      'with and without type',
      [
        ['', 'SM44', ''],
        ['S', 'SM44', ''],
      ],
      'S:SM44',
    ],
    [
      'two types of one code',
      [
        ['S', 'SM44', ''],
        ['C', 'SM44', ''],
      ],
      'C:SM44 S:SM44',
    ],
    ['a newer code of a specialty', [['S', 'SM99', 'Radiologie nouvelle']], 'S:SM99'],
    ['a specialty by its label', [['S', '', 'RADIO DIAGNOSTIC']], 'S:SM44'],
    ['a label of two codes', [['S', ' ', 'Chirurgie  orale']], 'S:Chirurgie\u00a0orale'],
    ['another one by its label', [['C', '', 'Radio-diagnostic']], 'C:Radio-diagnostic'],
    [
      'a label of no table',
      [['', '', 'Art de la pierre : taille']],
      ':Art\u00a0de\u00a0la\u00a0pierre\u00a0:\u00a0taille',
    ],
    ['a type and nothing else', [['S', '', '']], 'S:'],
    ['nothing', [['', ' ', '']], null],
  ])('savoir-faire, %s, whatever the order of the rows', async (_, cells, expected) => {
    const lignes = cells.map(([type, code, libelle]) =>
      cabinet(A, {
        'Code type savoir-faire': type,
        'Code savoir-faire': code,
        'Libellé savoir-faire': libelle,
      }),
    )
    for (const some of [lignes, lignes.toReversed()]) {
      // oxlint-disable-next-line no-await-in-loop -- one database after the other
      await done([put('a.txt', tableau(ACTIVITES, some))], true)
      expect(rows('SELECT savoir_faire FROM exercice')).toEqual([{ savoir_faire: expected }])
    }
  })

  test('names that contradict each other are unknown, whatever the order of the rows', async () => {
    const other = { "Nom d'exercice": 'ARDOISE' }
    for (const lignes of [
      [cabinet(A), hopital(A, other)],
      [hopital(A, other), cabinet(A)],
    ]) {
      await done([put('a.txt', tableau(ACTIVITES, lignes))], true)
      expect(rows('SELECT nom, prenom FROM professionnel')).toEqual([
        { nom: null, prenom: 'BASILE' },
      ])
    }
  })

  test('a RPPS rang only in its form; a malformed one stays readable as former id', async () => {
    const ids = ['4109990010000', '310999001000000', `4${A}000`]
    await done([
      put(
        'a.txt',
        tableau(
          ACTIVITES,
          ids.map((id) => cabinet(A, { 'Ancien identifiant de la structure': id })),
        ),
      ),
    ])
    expect(
      rows('SELECT ancien_identifiant AS a, rpps_rang AS r FROM structure ORDER BY id'),
    ).toEqual([
      { a: ids[0], r: null },
      { a: ids[1], r: null },
      { a: ids[2], r: `${A}000` },
    ])
  })

  test('quotes, backslashes, controls and spaces: nothing is quoted, ids are trimmed', async () => {
    await done([
      put(
        'a.txt',
        tableau(ACTIVITES, [
          cabinet(A, {
            'Raison sociale site': ' "CABINET\u00a0 L\u0092ARDOISE\\',
            'Ancien identifiant de la structure': `\u00a04${A}000 `,
          }),
        ]),
      ),
    ])
    expect(rows('SELECT raison_sociale AS r, rpps_rang AS k FROM structure')).toEqual([
      { r: '"CABINET L’ARDOISE\\', k: `${A}000` },
    ])
  })
})

describe('layouts and encodings', () => {
  const text = tableau(ACTIVITES, [cabinet(A, { "Nom d'exercice": 'GÉODE' }), hopital(B)])
  const expected = { nom: 'GÉODE', n: 2 }
  const read = () =>
    rows(
      `SELECT nom, (SELECT count(*) FROM situation) AS n FROM professionnel WHERE rpps = '${A}'`,
    )[0]

  test.each<[string, Buffer | string]>([
    ['UTF-8', text],
    ['a byte order mark', `\uFEFF${text}`],
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['CRLF', text.replaceAll('\n', '\r\n')],
    ['no bar at the end', text.replaceAll('|\n', '\n')],
    ['no end of the last line', text.slice(0, -1)],
    ['gzip', gzipSync(text)],
    [
      'typographic apostrophes, no accents, upper case in the header',
      text.replace(/^.*/, (header) =>
        header.replaceAll("'", '’').normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase(),
      ),
    ],
    [
      'labels of the documentation',
      text
        .replace('Code rôle', 'Code fonction')
        .replace('Code genre activité', "Code genre d'activité"),
    ],
  ])('%s', async (_, contenu) => {
    const { lectures } = await done([put('a', contenu)])
    expect(read()).toEqual(expected)
    expect(lectures[0]).toMatchObject({ lignes: 2, rejets: { total: 0 }, absentes: [] })
    expect(rows("SELECT genre, fonction FROM situation WHERE mode = 'L'")).toEqual([
      { genre: 'GENR01', fonction: 'FON-01' },
    ])
  })

  test('columns in another order, and one more', async () => {
    const colonnes = [...ACTIVITES.toReversed(), 'Une colonne de demain']
    await done([
      put('a.txt', tableau(colonnes, [cabinet(A, { "Nom d'exercice": 'GÉODE' }), hopital(B)])),
    ])
    expect(read()).toEqual(expected)
  })

  test.each([
    [52, ['Code rôle', 'Libellé rôle', 'Code genre activité', 'Libellé genre activité']],
    [
      48,
      [
        'Code rôle',
        'Libellé rôle',
        'Code genre activité',
        'Libellé genre activité',
        'Code section tableau pharmaciens',
        'Code secteur d’activité',
        'Libellé secteur d’activité',
      ],
    ],
  ])('the layout of %i columns: what it lacks is unknown, and said', async (width, lacking) => {
    const { lectures } = await done([
      put('a.txt', tableau(ACTIVITES.slice(0, width), [cabinet(A)])),
    ])
    expect(lectures[0]?.absentes.toSorted()).toEqual(lacking.toSorted())
    expect(rows('SELECT mode, fonction, genre FROM situation')).toEqual([
      { mode: 'L', fonction: null, genre: null },
    ])
  })

  test('the report says what a missing column changes, and counts in words', async () => {
    const adeli = cabinet('', { "Type d'identifiant PP": '0', 'Identifiant PP': '992699017' })
    const world = finess() as { pmej: { ege: object[] }[] }
    world.pmej[0]?.ege.push({ informationsGeneralesEGE: { numFinessEge: '12' } })
    const colonnes = ACTIVITES.filter((nom) => nom !== 'Enseigne commerciale site').slice(0, -4)
    const result = await done(
      [put('a.txt', tableau(colonnes, [cabinet(A), adeli])), put('f.json', JSON.stringify(world))],
      true,
    )
    const rapport = toRapport(result, 'base.sqlite', 1)
    for (const line of [
      '  a.txt : 2 lignes, 0 mise de côté',
      '    1 ligne sans RPPS (ADELI…), non reprise',
      '    sans la colonne « Code rôle » : remplaçants, internes et titulaires peuvent ne pas être reconnus',
      '    sans la colonne « Code genre activité » : des remplaçants peuvent ne pas être reconnus',
      '    colonnes absentes : Enseigne commerciale site, Libellé rôle, Libellé genre activité',
      '  f.json : 5 éléments, 1 mis de côté',
      '    élément 4 : FINESS illisible',
    ]) {
      expect(rapport.split('\n')).toContain(line)
    }
    expect(result.forces).toEqual([
      'f.json : 1 élément sur 5 est illisible (FINESS illisible, élément 4).',
    ])
  })

  test('rows that cannot be read are set aside and told by number and reason, nothing of them', async () => {
    const people = foule(80)
    const bad = [
      tableau([], ['8|10999|too|short']).slice(1).trim(),
      `${ACTIVITES.map(() => 'x').join('|')}|y`,
    ]
    const rppsless = cabinet('1099900ABCD')
    const contenu = Buffer.concat([
      Buffer.from(tableau(ACTIVITES, [...people, ...bad, rppsless])),
      Buffer.from([0xff, 0x7c, 0x0a]),
      Buffer.from(`8|${A}|cut off`),
    ])
    const result = await done([put('a.txt', contenu)], true)
    expect(result.lectures[0]?.rejets).toMatchObject({
      total: 5,
      premiers: [
        { ligne: 82, motif: 'nombre de colonnes différent de celui de l’en-tête' },
        { ligne: 83, motif: 'nombre de colonnes différent de celui de l’en-tête' },
        { ligne: 84, motif: 'RPPS illisible' },
        { ligne: 85, motif: 'caractères illisibles (ni UTF-8 ni l’encodage du fichier)' },
        { ligne: 86, motif: 'ligne coupée : le fichier est peut-être incomplet' },
      ],
    })
    const rapport = toRapport(result, 'base.sqlite', 1)
    expect(rapport).toContain('ligne 84 : RPPS illisible')
    expect(rapport).not.toMatch(/10999|ABCD|GRANITE/)
  })
})

describe('cards', () => {
  const activites = () => put('a.txt', tableau(ACTIVITES, foule(3)))

  test('three forms of dates; opposed; a holder without activity; leading zeros', async () => {
    await done([
      activites(),
      put(
        'c.txt',
        tableau(CARTES, [
          carte(A, '0099000001'),
          carte(A, '3199000002', {
            'Date début validité': '20250312',
            'Date fin validité': '2028-03-12',
            'Date opposition': '15/06/2026 10:11',
          }),
        ]),
      ),
    ])
    expect(
      rows('SELECT numero, rpps, type, debut, fin, opposition FROM carte ORDER BY numero'),
    ).toEqual([
      {
        numero: '0099000001',
        rpps: A,
        type: 'CPS',
        debut: '2025-03-12',
        fin: '2028-03-12',
        opposition: null,
      },
      {
        numero: '3199000002',
        rpps: A,
        type: 'CPS',
        debut: '2025-03-12',
        fin: '2028-03-12',
        opposition: '2026-06-15',
      },
    ])
    expect(
      rows(
        `SELECT e.profession FROM carte AS c JOIN exercice AS e ON e.rpps = c.rpps AND e.rang = c.exercice`,
      ),
    ).toHaveLength(2)
    expect(meta()['oppositions']).toBe('1')
  })

  test('a date in another form sets the row aside', async () => {
    const bad = ['12-03-2028', '31/02/2028', '20281301', '12/03/28'].map((fin, i) =>
      carte(A, `319900000${i}`, { 'Date fin validité': fin }),
    )
    const { lectures } = await done(
      [activites(), put('c.txt', tableau(CARTES, [carte(B, '3199000009'), ...bad]))],
      true,
    )
    expect(lectures[1]?.rejets.total).toBe(4)
    expect(lectures[1]?.rejets.premiers[0]).toEqual({
      ligne: 3,
      motif: 'date illisible (fin de validité)',
    })
    expect(rows('SELECT numero FROM carte')).toEqual([{ numero: '3199000009' }])
  })

  test('said twice counts once; the later update wins; a contradiction stays', async () => {
    const later = { 'Date de mise à jour': '01/06/2026', 'Date opposition': '01/06/2026' }
    const { lignes } = await done([
      activites(),
      put(
        'c.txt',
        tableau(CARTES, [
          carte(A, '3199000001'),
          carte(A, '3199000001'),
          carte(A, '3199000002', later),
          carte(A, '3199000002'),
          carte(A, '3199000003'),
          carte(A, '3199000003', { 'Date fin validité': '01/01/2027' }),
        ]),
      ),
    ])
    expect(lignes.carte).toBe(4)
    expect(
      rows('SELECT numero, opposition AS o, fin FROM carte ORDER BY numero, fin DESC'),
    ).toEqual([
      { numero: '3199000001', o: null, fin: '2028-03-12' },
      { numero: '3199000002', o: '2026-06-01', fin: '2028-03-12' },
      { numero: '3199000003', o: null, fin: '2028-03-12' },
      { numero: '3199000003', o: null, fin: '2027-01-01' },
    ])
  })

  test('without the column of oppositions, oppositions are unknown', async () => {
    await done([
      activites(),
      put(
        'c.txt',
        tableau(
          CARTES.filter((nom) => nom !== 'Date opposition'),
          [carte(A, '3199000001')],
        ),
      ),
    ])
    expect(meta()['oppositions']).toBe('0')
  })
})

test('FINESS: EJ, their EG, what is closed; a default opening is none', async () => {
  await done([
    put('a.txt', tableau(ACTIVITES, [hopital(A)])),
    put('f.json.gz', gzipSync(JSON.stringify(finess(), null, 1))),
  ])
  expect(rows('SELECT * FROM entite_juridique ORDER BY finess')).toEqual([
    {
      finess: '010990018',
      nom: 'CENTRE HOSPITALIER DE VALBRUME, DIT « LE {GRAND} »',
      siren: '999100290',
      statut_juridique: '14',
      actif: 1,
      ouverture: null,
      fermeture: null,
    },
    {
      finess: '2A0990010',
      nom: 'CLINIQUE DU MAQUIS',
      siren: null,
      statut_juridique: '73',
      actif: 0,
      ouverture: '2001-01-01',
      fermeture: '2020-06-30',
    },
  ])
  expect(
    rows(
      'SELECT finess, finess_ej, categorie, actif, fermeture FROM etablissement ORDER BY finess',
    ),
  ).toEqual([
    { finess: '010990117', finess_ej: '010990018', categorie: '355', actif: 1, fermeture: null },
    {
      finess: '010990125',
      finess_ej: '010990018',
      categorie: '355',
      actif: 0,
      fermeture: '2024-12-31',
    },
  ])
  expect(rows("SELECT donnees_du, donnees_le, lignes FROM fichier WHERE type = 'finess'")).toEqual([
    { donnees_du: '2026-11-23', donnees_le: '2026-11-23T02:06:22Z', lignes: 4 },
  ])
})

describe('which files', () => {
  const activites = tableau(ACTIVITES, foule(3))
  const savoirFaire = tableau(SAVOIR_FAIRE, [
    personne('10999000000', { 'Code type savoir-faire': 'C', 'Code savoir-faire': 'C05' }),
  ])
  const diplomes = tableau(DIPLOMES, [personne(A)])

  test('a folder with the zip of the day and an older file: the newest of each, by the stamp of its name', async () => {
    put(
      'PS_LibreAcces_202611230942.zip',
      zip([
        { nom: 'PS_LibreAcces_Dipl_AutExerc_202611230831.txt', contenu: diplomes },
        { nom: 'PS_LibreAcces_Personne_activite_202611230831.txt', contenu: activites },
        { nom: 'PS_LibreAcces_SavoirFaire_202611230831.txt', contenu: savoirFaire },
      ]),
    )
    put('PS_LibreAcces_Personne_activite_202611220831.txt', tableau(ACTIVITES, foule(1)))
    put('notes.md', 'not one of them')
    const { ignores } = await done([dossier])
    expect(
      rows('SELECT type, nom, donnees_du, donnees_le, lignes FROM fichier ORDER BY type'),
    ).toEqual([
      {
        type: 'activites',
        nom: 'PS_LibreAcces_Personne_activite_202611230831.txt',
        donnees_du: '2026-11-23',
        donnees_le: '202611230831',
        lignes: 3,
      },
      {
        type: 'savoir-faire',
        nom: 'PS_LibreAcces_SavoirFaire_202611230831.txt',
        donnees_du: '2026-11-23',
        donnees_le: '202611230831',
        lignes: 1,
      },
    ])
    expect(ignores).toHaveLength(1)
    expect(rows("SELECT savoir_faire FROM exercice WHERE rpps = '10999000000'")).toEqual([
      { savoir_faire: 'C:C05 S:SM44' },
    ])
    expect(meta()).toMatchObject({
      donnees_du: '2026-11-23',
      importe_le: '2026-11-23T12:00:00.000Z',
      complet: '1',
      oppositions: '0',
      lignes_professionnel: '3',
    })
  })

  test('the header tells, whatever the name; no date in the name is no date', async () => {
    await done([put('a.csv', activites), put('Porteurs_CPS_CPF.txt', savoirFaire)])
    expect(rows('SELECT type, donnees_du FROM fichier ORDER BY type')).toEqual([
      { type: 'activites', donnees_du: null },
      { type: 'savoir-faire', donnees_du: null },
    ])
    expect(meta()['donnees_du']).toBe('')
  })

  test('two that may be the right one: refused', async () => {
    await expect(
      run([put('a.txt', activites), put('b.txt', tableau(ACTIVITES, foule(4)))]),
    ).rejects.toThrow('Deux fichiers de même nature')
  })
})

describe('the old database and the new', () => {
  test('identical files: nothing is done, and said; --force does it again', async () => {
    const file = put('a.txt', tableau(ACTIVITES, foule(3)))
    await done([file])
    const again = await run([file])
    expect(again.fait).toBe(false)
    expect(toRapport(again, 'x', 1)).toContain('Rien à faire')
    expect((await run([file], true)).fait).toBe(true)
  })

  test('five percent is plausible, more is refused, --force overrides', async () => {
    await done([put('a.txt', tableau(ACTIVITES, foule(100)))])
    const inode = () => rows('SELECT count(*) AS n FROM professionnel')
    const { ancienne } = await done([put('a.txt', tableau(ACTIVITES, foule(105)))])
    expect(ancienne).toMatchObject({ etat: 'lue', lignes: { professionnel: 100 } })
    await expect(run([put('a.txt', tableau(ACTIVITES, foule(99)))])).rejects.toThrow(
      /professionnels : 99 au lieu de 105 \(-5,7/,
    )
    expect(inode()).toEqual([{ n: 105 }])
    expect((await done([put('a.txt', tableau(ACTIVITES, foule(99)))], true)).forces).toHaveLength(4)
    expect(inode()).toEqual([{ n: 99 }])
  })

  test('a database with cards is not replaced by one without', async () => {
    const a = put('a.txt', tableau(ACTIVITES, foule(3)))
    await done([a, put('c.txt', tableau(CARTES, [carte(A, '3199000001')]))])
    await expect(run([a])).rejects.toThrow('cartes : 0 au lieu de 1')
  })

  test('one self-contained file, and nothing of the making left beside it', async () => {
    mkdirSync(join(dossier, 'base'))
    writeFileSync(`${db()}.nouveau-1234`, 'left by a killed import')
    await done([put('a.txt', tableau(ACTIVITES, foule(3)))])
    expect(readdirSync(join(dossier, 'base')).toSorted()).toEqual([
      'annuaire.sqlite',
      'annuaire.sqlite.verrou',
    ])
    expect(rows('PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }])
    expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  test('a reader keeps the old database through the swap', async () => {
    await done([put('a.txt', tableau(ACTIVITES, foule(100)))])
    const reader = new DatabaseSync(db(), { readOnly: true })
    const count = reader.prepare('SELECT count(*) AS n FROM professionnel')
    await done([put('a.txt', tableau(ACTIVITES, foule(101)))])
    expect({ ...count.get() }).toEqual({ n: 100 })
    reader.close()
    expect(rows('SELECT count(*) AS n FROM professionnel')).toEqual([{ n: 101 }])
  })
})

const SAMPLES = fileURLToPath(referenceOf('extraction-samples'))

test.skipIf(!existsSync(SAMPLES))('the larger samples, where they are at hand', async () => {
  const { lignes, lectures } = await done([SAMPLES])
  expect(lignes).toEqual({
    professionnel: 31,
    exercice: 32,
    situation: 41,
    structure: 33,
    carte: 34,
    entite_juridique: 12,
    etablissement: 20,
  })
  expect(lectures.map(({ rejets }) => rejets.total)).toEqual([0, 0, 0, 0])
})
