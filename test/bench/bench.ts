import { directory } from './annuaire.ts'
import { judgements } from './jugements.ts'
import { longLots } from './lot-long.ts'
import { lots } from './lot.ts'
import { requests } from './requetes.ts'

/** Measures, each beside its baseline in the same run; medians of several rounds. */
await judgements()
await requests()
await directory()
await lots()
await longLots()
