import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBaseSqlite } from '../../src/adapters/annuaires/extraction/echange.ts'

/**
 * A process of its own, started with few descriptors: serves the database of its first argument and
 * writes its log. A number on its input takes all descriptors but so many; `-1` gives them back.
 */
const [path = ''] = process.argv.slice(2)
const clock = { now: () => new Date() }
const say = (line: string) => process.stdout.write(`${line}\n`)
const base = openBaseSqlite({ path, clock, log: say, everyMs: 20 })
// It reads the file once, which takes a descriptor for a moment.
await sleep(200)

const taken: number[] = []
const take = (free: number) => {
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'))
  } catch {
    for (const descriptor of taken.splice(-free, free)) closeSync(descriptor)
  }
}

process.stdin.on('data', (chunk: Buffer) => {
  const free = Number(chunk.toString())
  if (free >= 0) take(free)
  else for (const descriptor of taken.splice(0)) closeSync(descriptor)
  say(`libres ${free}`)
})
process.stdin.on('end', () => {
  base.close()
  process.exit()
})
