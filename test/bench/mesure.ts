/**
 * Loaded before a program (`--import`): at its end writes what it took on the file of descriptor 3,
 * as JSON. Seconds of the clock and of the processor, and the peak of resident memory.
 */
import { writeSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const cost = {
    seconds: performance.now() / 1000,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
  }
  writeSync(3, JSON.stringify(cost))
})
