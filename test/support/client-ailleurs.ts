/** What other runtimes than Node are asked to do with the client as built, as their source text. */
const SCRIPT = `async (createClient, baseUrl) => {
  const client = createClient({ baseUrl, retries: 0 })
  const one = await client.verifier({ numero: '3199001000' })
  const kinds = []
  for await (const { kind } of client.lot({ numeros: ['10999001000', '10999001001'] })) {
    kinds.push(kind)
  }
  const gone = { signal: AbortSignal.abort() }
  const abandoned = await client.verifier({ numero: '10999001000' }, gone)
  const nowhere = createClient({ baseUrl: 'http://127.0.0.1:9', retries: 0 })
  const unreached = await nowhere.verifier({ numero: '10999001000' })
  return [one.ok && one.verification.issue, ...kinds, abandoned.erreur.kind, unreached.erreur.kind]
}`

/** What it comes to. */
export const VU_AILLEURS = ['decide', 'resultat', 'resultat', 'synthese', 'abandon', 'reseau']

/** A Worker that holds the built client and answers what it saw of the service at that address. */
export const toWorker = (client: string, adresse: string): string => {
  const seen = `await (${SCRIPT})(createClient, ${JSON.stringify(adresse)})`
  return `${client}\nexport default { fetch: async () => Response.json(${seen}) }\n`
}

/** The same, to be evaluated in a page that finds the built client at \`/client.js\`. */
export const toPageScript = (adresse: string): string =>
  `import('/client.js').then(({ createClient }) => (${SCRIPT})(createClient, ${JSON.stringify(adresse)}))`
