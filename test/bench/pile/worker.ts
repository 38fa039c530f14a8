import { createPile } from './pile.ts'

type Env = { ANSWER: string }

/** Made with the first request: a Worker may set no timer before it. */
let pile: ReturnType<typeof createPile> | undefined

// oxlint-disable-next-line import/no-default-export -- what a Worker is
export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    pile ??= createPile({
      body: env.ANSWER,
      addressOf: (c) => c.req.header('cf-connecting-ip') ?? '',
      log: (line) => console.log(line),
    })
    return pile.fetch(request, env)
  },
}
