import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { BaseRefusee } from '../../src/adapters/annuaires/extraction/base.ts'
import { createParts, VERSION } from '../../src/parts.ts'
import { ConfigError, parseConfig, warnOfNames } from '../../src/config.ts'

const readError = (env: Record<string, unknown>): string => {
  try {
    parseConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('accepted')
}

test('nothing set gives the defaults of the contract', () => {
  expect(parseConfig({})).toEqual({
    port: 8787,
    host: '127.0.0.1',
    annuaires: ['fictif'],
    annuaireFhirUrl: 'https://gateway.api.esante.gouv.fr/fhir/v2',
    esanteApiKey: null,
    annuaireTimeoutMs: 8000,
    annuaireBreakerSeconds: 5,
    annuaireQuotaPerSecond: 17,
    extractionDb: 'data/annuaire.sqlite',
    extractionAgeMaxDays: 8,
    cacheTtlSeconds: 3600,
    cachePerimeSeconds: 86_400,
    cacheMax: 10_000,
    apiKeys: null,
    limitePerMinute: 120,
    adresseEntete: null,
    mandataires: ['127.0.0.0/8', '::1'],
    corsOrigines: [],
    integrationOrigines: [],
    lotMax: 500,
    contact: null,
    contributionUrl: null,
    fictifs: true,
    metriques: false,
    arretSeconds: 0,
  })
})

test('what is set is read; the order of the directories is kept; the rest is ignored', () => {
  const config = parseConfig({
    PORT: ' 0 ',
    ANNUAIRE: 'fhir, fictif',
    ANNUAIRE_FHIR_URL: 'http://localhost:9000/fhir/v2/',
    ESANTE_API_KEY: 'k',
    API_KEYS: `${'A'.repeat(64)},${'b'.repeat(64)}`,
    CORS_ORIGINES: 'https://a.example,http://localhost:3000,http://[::1]:3000,https://a_b.example',
    LIMITE_PAR_MINUTE: 7,
    LOT_MAX: '',
    CONTACT: 'support@exemple.fr',
    CONTRIBUTION_URL: 'mailto:regles@exemple.fr?subject={regle}',
    ANNUAIRE_DB: { prepare: () => null },
    HOME: '/root',
  })
  expect(config).toMatchObject({
    port: 0,
    annuaires: ['fhir', 'fictif'],
    annuaireFhirUrl: 'http://localhost:9000/fhir/v2',
    esanteApiKey: 'k',
    apiKeys: ['a'.repeat(64), 'b'.repeat(64)],
    corsOrigines: [
      'https://a.example',
      'http://localhost:3000',
      'http://[::1]:3000',
      'https://a_b.example',
    ],
    limitePerMinute: 7,
    lotMax: 500,
    contact: 'support@exemple.fr',
    contributionUrl: 'mailto:regles@exemple.fr?subject={regle}',
  })
})

describe('a bad value is named', () => {
  test.each<[name: string, value: string]>([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80a'],
    ['ANNUAIRE', 'annuaire'],
    ['ANNUAIRE', 'fictif,fictif'],
    ['ANNUAIRE', 'fictif,'],
    ['ANNUAIRE_TIMEOUT_MS', '0'],
    ['ANNUAIRE_TIMEOUT_MS', '1e3'],
    ['ANNUAIRE_DISJONCTEUR_S', '1.5'],
    ['ANNUAIRE_QUOTA_PAR_SECONDE', '0'],
    ['EXTRACTION_AGE_MAX_J', '0'],
    ['EXTRACTION_AGE_MAX_J', '3651'],
    ['CACHE_TTL_S', '-5'],
    ['CACHE_PERIME_S', 'un jour'],
    ['CACHE_MAX', '0'],
    ['LIMITE_PAR_MINUTE', '0'],
    ['ADRESSE_ENTETE', 'X Real IP'],
    ['CORS_ORIGINES', '*'],
    ['INTEGRATION_ORIGINES', '*'],
    ['INTEGRATION_ORIGINES', 'https://*'],
    ['INTEGRATION_ORIGINES', 'https://*.example'],
    ['INTEGRATION_ORIGINES', 'https://a.example;script-src'],
    ['INTEGRATION_ORIGINES', "https://'unsafe-inline'"],
    ['CORS_ORIGINES', 'https://*'],
    ['CORS_ORIGINES', 'https://a.example/'],
    ['CORS_ORIGINES', 'a.example'],
    ['LOT_MAX', '0x10'],
    ['CONTACT', 'support'],
    ['CONTACT', 'http://exemple.fr'],
    ['CONTACT', 'a@exemple.fr?bcc=b@exemple.fr'],
    ['CONTRIBUTION_URL', 'http://exemple.fr'],
    ['CONTRIBUTION_URL', 'javascript:alert(1)'],
    ['CONTRIBUTION_URL', 'exemple.fr'],
    ['HOST', 'http://127.0.0.1'],
    ['MANDATAIRES', '10.0.0.0/33'],
    ['MANDATAIRES', 'mandataire.exemple.fr'],
    ['FICTIFS', 'true'],
    ['METRIQUES', 'yes'],
    ['ARRET_S', '3601'],
  ])('%s=%s', (name, value) => {
    const message = readError({ [name]: value })
    expect(message.split('\n')).toHaveLength(2)
    expect(message).toContain(`  ${name} : `)
    expect(message).toContain(`« ${value} »`)
  })

  test.each<[name: string, value: string]>([
    ['API_KEYS', 'une-cle-en-clair'],
    ['API_KEYS', `${'a'.repeat(64)},une-cle-en-clair`],
    ['ESANTE_API_KEY', 'une cle-en-clair'],
    ['ANNUAIRE_FHIR_URL', 'https://moi:une-cle-en-clair@exemple.fr/fhir'],
    ['ANNUAIRE_FHIR_URL', 'ftp://exemple.fr/?une-cle-en-clair'],
  ])('%s=%s, without its value', (name, value) => {
    const message = readError({ [name]: value })
    expect(message).toContain(`  ${name} : `)
    expect(message).not.toContain('clair')
  })

  test('each of several has its line', () => {
    const message = readError({ PORT: 'x', LOT_MAX: 'x', ANNUAIRE: 'fhir' })
    expect(message.match(/^ {2}\w+/gm)).toEqual(['  PORT', '  LOT_MAX', '  ESANTE_API_KEY'])
  })
})

describe('the address of the directory', () => {
  const read = (url: string) => parseConfig({ ANNUAIRE_FHIR_URL: url }).annuaireFhirUrl

  test.each([
    'https://gateway.api.esante.gouv.fr/fhir/v2',
    'http://localhost:9000/fhir',
    'http://LOCALHOST/fhir',
    'http://127.0.0.1:8788/fhir/v2',
    'http://127.12.0.9/fhir',
    'http://[::1]:8788/fhir',
  ])('%s is accepted', (url) => {
    expect(read(url)).toBe(url)
  })

  test.each([
    'http://gateway.api.esante.gouv.fr/fhir/v2',
    'http://localhost.exemple.fr/fhir',
    'http://127.0.0.1.exemple.fr/fhir',
    'http://127.exemple.fr/fhir',
    'http://128.0.0.1/fhir',
    'http://10.0.0.1/fhir',
    'http://0.0.0.0/fhir',
    'http://[::2]/fhir',
    'http://annuaire:8788/fhir',
  ])('%s is refused: the key would travel in clear', (url) => {
    const message = readError({ ANNUAIRE_FHIR_URL: url })
    expect(message).toMatch(/ANNUAIRE_FHIR_URL : une adresse https est attendue.*clé.*en clair/)
    expect(message).not.toContain(url)
  })
})

describe('a secret in a file', () => {
  const DIGEST = 'a'.repeat(64)
  const FILES: Record<string, string> = {
    '/cle': 'une-cle\n',
    '/cles': `${DIGEST}\r\n`,
    '/vide': '\n',
  }
  const readFile = (path: string): string => {
    const text = FILES[path]
    if (text === undefined) throw new Error(`ENOENT ${path}`)
    return text
  }
  const readErrorOf = (env: Record<string, unknown>): string => {
    try {
      parseConfig(env, readFile)
    } catch (error) {
      return error instanceof ConfigError ? error.message : String(error)
    }
    return 'accepted'
  }

  test('is read without its line end', () => {
    const env = { ANNUAIRE: 'fhir', ESANTE_API_KEY_FILE: '/cle', API_KEYS_FILE: '/cles' }
    const config = parseConfig(env, readFile)
    expect([config.esanteApiKey, config.apiKeys]).toEqual(['une-cle', [DIGEST]])
    expect(parseConfig({ ...env, API_KEYS: '' }, readFile).apiKeys).toEqual([DIGEST])
    expect(parseConfig({ ESANTE_API_KEY_FILE: '' }, readFile).esanteApiKey).toBeNull()
  })

  test.each<[string, Record<string, string>, string]>([
    [
      'given twice',
      { ESANTE_API_KEY: 'secrete', ESANTE_API_KEY_FILE: '/cle' },
      'ESANTE_API_KEY et ESANTE_API_KEY_FILE : une seule des deux est attendue.',
    ],
    [
      'that is not there',
      { API_KEYS_FILE: '/absent' },
      'API_KEYS_FILE : le fichier ne se lit pas.',
    ],
    ['that is empty', { API_KEYS_FILE: '/vide' }, 'API_KEYS_FILE : le fichier est vide.'],
    ['without a path', { API_KEYS_FILE: '' }, 'API_KEYS_FILE : le fichier ne se lit pas.'],
    [
      'that is not there, for the key that a directory needs',
      { ANNUAIRE: 'fhir', ESANTE_API_KEY_FILE: '/absent' },
      'ESANTE_API_KEY_FILE : le fichier ne se lit pas.',
    ],
  ])('%s stops the start, without its path or its value', (_, env, line) => {
    const message = readErrorOf(env)
    expect(message).toBe(`Configuration invalide :\n  ${line}`)
    expect(message).not.toMatch(/secrete|absent|\/cle/)
  })

  test('with a value that does not do names the variable, not the value', () => {
    const message = readErrorOf({ API_KEYS_FILE: '/cle' })
    expect(message).toContain('  API_KEYS : ')
    expect(message).not.toContain('une-cle')
  })

  test('where there are no files is refused: the API must not stay open', () => {
    expect(readError({ API_KEYS_FILE: '/cles' })).toContain(
      'API_KEYS_FILE : il n’y a pas de fichiers',
    )
  })
})

describe('a variable that looks like one of ours', () => {
  test.each([
    ['LIMITE_PAR_MINUT', 'LIMITE_PAR_MINUTE'],
    ['LIMIT_PAR_MINUTE', 'LIMITE_PAR_MINUTE'],
    ['LIMITE_PAR_MIN', 'LIMITE_PAR_MINUTE'],
    ['ANNUAIRES', 'ANNUAIRE'],
    ['ANNUAIRE_TIMEOUT', 'ANNUAIRE_TIMEOUT_MS'],
    ['CACHE_TTL', 'CACHE_TTL_S'],
    ['API_KEY', 'API_KEYS'],
    ['API_KEYS_FILES', 'API_KEYS_FILE'],
    ['ESANTE_APIKEY', 'ESANTE_API_KEY'],
    ['CORS_ORIGINS', 'CORS_ORIGINES'],
    ['MANDATAIRE', 'MANDATAIRES'],
    ['FICTIF', 'FICTIFS'],
    ['ARRET', 'ARRET_S'],
    ['Port', 'PORT'],
    ['lot_max', 'LOT_MAX'],
    ['EXTRACTIONDB', 'EXTRACTION_DB'],
  ])('%s is told of, with %s', (name, right) => {
    expect(warnOfNames({ [name]: 'x' })).toEqual([
      `La variable ${name} n’existe pas : est-ce ${right} ?`,
    ])
  })

  test('is none of those that machines and tools set', () => {
    const others =
      'PATH HOME USER SHELL LANG TERM HOSTNAME PWD OLDPWD SHLVL LOGNAME MAIL EDITOR INIT_CWD TZ ' +
      'COLOR NODE NODE_ENV NODE_OPTIONS NO_COLOR FORCE_COLOR DEBUG CI TMPDIR XDG_CACHE_HOME ' +
      'npm_config_cache npm_package_name npm_lifecycle_event npm_config_user_agent ' +
      'HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE NOTIFY_SOCKET LISTEN_PID INVOCATION_ID ' +
      'JOURNAL_STREAM CREDENTIALS_DIRECTORY KUBERNETES_SERVICE_HOST KUBERNETES_PORT ' +
      'CACHE_DIR LOG_LEVEL PORTS SPORT POST HOTE HOSTS CACHE QUOTA LIMITE'
    const env = Object.fromEntries(others.split(' ').map((name) => [name, 'x']))
    expect(warnOfNames({ ...process.env, ...env })).toEqual([])
  })

  test('is no binding of a Worker, and no name of ours', () => {
    expect(warnOfNames({ ANNUAIRE_DB: {}, ANNUAIRE: 'fictif', API_KEYS_FILE: '/x' })).toEqual([])
  })
})

test('an empty API_KEYS does not open the API', () => {
  expect(readError({ API_KEYS: '' })).toContain('API_KEYS')
})

test('fhir asks for its key', () => {
  expect(readError({ ANNUAIRE: 'fictif,fhir', ESANTE_API_KEY: ' ' })).toContain('ESANTE_API_KEY')
})

test('the open-data files without a database stop the start', () => {
  const platform = {
    clock: { now: () => new Date() },
    log: () => {},
    fetch: () => Promise.reject(new Error('no network in tests')),
  }
  const config = parseConfig({ ANNUAIRE: 'extraction,fictif', EXTRACTION_DB: '/nulle/part' })
  expect(() => createParts(config, platform)).toThrow(/ANNUAIRE_DB : la liaison D1 manque/)
  const refuse = () => {
    throw new BaseRefusee('la base n’existe pas')
  }
  expect(() => createParts(config, { ...platform, openExtraction: refuse })).toThrow(
    /EXTRACTION_DB : la base n’existe pas\./,
  )
  const bug = () => {
    throw new TypeError('a bug')
  }
  expect(() => createParts(config, { ...platform, openExtraction: bug })).toThrow(TypeError)
})

test('the version is that of package.json', () => {
  expect(VERSION).toBe(packageJson.version)
})
