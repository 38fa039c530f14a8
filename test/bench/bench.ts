import { judgements } from './jugements.ts'
import { requests } from './requetes.ts'

/** Two measures, each beside its baseline in the same run; medians of several rounds. */
await judgements()
await requests()
