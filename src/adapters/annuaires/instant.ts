/** An instant to the second, UTC: `2026-11-23T09:00:00Z`. Nobody needs to know a look-up's millisecond. */
export const toInstant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`
