import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import { pannes } from '../../mocks/annuaire-fhir/pannes.ts'
import { CLE, startServeur, type ServeurAnnuaire } from '../../mocks/annuaire-fhir/serveur.ts'
import { praticiens, ressourcesFictives } from '../../mocks/fixtures/build.ts'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'
import { createExtraction } from '../../src/adapters/annuaires/extraction/extraction.ts'
import { createFhir } from '../../src/adapters/annuaires/fhir/fhir.ts'
import { createFictif } from '../../src/adapters/annuaires/fictif.ts'
import { createQuotaParSeconde } from '../../src/adapters/quota/quota-par-seconde.ts'
import { type Banc, contratAnnuaire, personOf, rpps } from '../support/contrat-annuaire.ts'
import { contratRecherche } from '../support/contrat-recherche.ts'
import { writeBase } from '../support/extraction-fichier.ts'
import { toLignes } from '../support/extraction-lignes.ts'
import { findOne } from '../../src/application/find-one.ts'

const clock = { now: () => new Date('2026-11-23T09:00:00Z') }

describe('the fictitious directory', () => {
  const banc = { annuaire: () => createFictif(clock), pannes: {} }
  contratAnnuaire('fictif', banc)
  contratRecherche({ ...banc, nomSeul: null, structures: null })
})

describe('the live directory', () => {
  const servers: ServeurAnnuaire[] = []
  beforeAll(async () => {
    for (const panne of [null, pannes['indisponible-503'], pannes['json-tronque'], pannes.muet]) {
      // oxlint-disable-next-line no-await-in-loop -- in this order
      const serveur = await startServeur({
        ressources: ressourcesFictives,
        appelsParSeconde: null,
      })
      serveur.panne = () => panne
      servers.push(serveur)
    }
  })
  afterAll(() => Promise.all(servers.map((serveur) => serveur.fermer())))

  const directory = (index: number) =>
    createFhir({
      baseUrl: servers[index]?.url ?? '',
      apiKey: CLE,
      fetch: (url, init) => fetch(url, init),
      clock,
      quota: createQuotaParSeconde({ callsPerSecond: 500 }),
      timeoutMs: 500,
      breakerSeconds: 60,
      retryDelayMs: { initial: 1, max: 5 },
    })
  const banc: Banc = {
    annuaire: () => directory(0),
    pannes: {
      'a directory that is down': { annuaire: () => directory(1), kind: 'unavailable' },
      'an answer cut short': { annuaire: () => directory(2), kind: 'invalid-response' },
      silence: { annuaire: () => directory(3), kind: 'timeout' },
    },
  }
  contratAnnuaire('fhir', banc)
  contratRecherche({
    ...banc,
    nomSeul: 'prenom-ou-profession',
    structures: 'sans-structures',
  })
})

describe('the open-data files', () => {
  const dossier = mkdtempSync(join(tmpdir(), 'contrat-'))
  const path = join(dossier, 'annuaire.sqlite')
  const closes: (() => void)[] = []
  beforeAll(async () => {
    const fictif = createFictif(clock)
    const people = await Promise.all(praticiens.map(({ qui }) => findOne(fictif, rpps(qui[0]))))
    writeBase(path, toLignes(people.map(personOf)))
  })
  afterEach(() => {
    for (const close of closes.splice(0)) close()
  })
  afterAll(() => rmSync(dossier, { recursive: true, force: true }))

  const open = () => {
    const base = openBaseSqlite({ path, clock, log: () => {} })
    closes.push(() => base.close())
    return base
  }
  const banc: Banc = {
    annuaire: () => createExtraction(open(), clock),
    pannes: {
      'a database that was closed': {
        annuaire: () => {
          const base = open()
          base.close()
          return createExtraction(base, clock)
        },
        kind: 'unavailable',
      },
    },
  }
  contratAnnuaire('extraction', banc)
  contratRecherche({ ...banc, nomSeul: null, structures: null })
})
