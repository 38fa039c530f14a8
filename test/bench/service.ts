import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

export type Service = {
  port: number
  /** Memory in use, in MiB; NaN where the system does not say. */
  memory(): number
  /** Most memory in use since the last `forgetPeak`, in MiB; NaN where the system does not say. */
  peak(): number
  forgetPeak(): void
  /** Open file descriptors; NaN where the system does not say. */
  descriptors(): number
  stop(): void
}

/** The service in a process of its own, on a free port. */
export const startService = async (env: Record<string, string> = {}): Promise<Service> => {
  const node = new URL('../../src/node.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', './src/jsx.mjs', node], {
    env: { PATH: process.env['PATH'], PORT: '0', LIMITE_PAR_MINUTE: '1000000000', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /localhost:(\d+)/.exec(chunk.toString())?.[1]
      if (found !== undefined) resolve(Number(found))
    })
    child.on('exit', () => reject(new Error('the service did not start')))
  })
  const read = (field: string): number => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024
    } catch {
      return Number.NaN
    }
  }
  return {
    port,
    memory: () => read('VmRSS'),
    peak: () => read('VmHWM'),
    forgetPeak() {
      try {
        writeFileSync(`/proc/${child.pid}/clear_refs`, '5')
      } catch {
        // Elsewhere than on Linux the peak is that of the whole life.
      }
    },
    descriptors() {
      try {
        return readdirSync(`/proc/${child.pid}/fd`).length
      } catch {
        return Number.NaN
      }
    },
    stop: () => child.kill(),
  }
}
