import { createReadStream } from 'node:fs'

/** The baseline of the import: the same files read, decoded and split into lines and cells. */
let cells = 0
for (const path of process.argv.slice(2)) {
  const stream = createReadStream(path, { highWaterMark: 256 * 1024, encoding: 'utf8' })
  let rest = ''
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) cells += line.split('|').length
  }
}
process.stdout.write(`${cells} cells\n`)
