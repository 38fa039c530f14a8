/**
 * The text format of Prometheus, as much of it as is used. prom-client was not taken: it has had no
 * release since June 2024, and brings OpenTelemetry and a quantile library for these few lines.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */

/** Names of labels → values; the values of each label are a small, closed set. */
type Labels = Readonly<Record<string, string>>

export type Family = { lines(): string[] }
export type Counter = Family & { add(labels: Labels, count?: number): void }
export type Gauge = Family & { set(labels: Labels, value: number): void; clear(): void }
export type Histogram = Family & { observe(labels: Labels, value: number): void }

const escapeValue = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const toPairs = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeValue(value)}"`)
    .join(',')

const toLine = (name: string, pairs: string, value: number): string =>
  `${name}${pairs === '' ? '' : `{${pairs}}`} ${value}`

const head = (name: string, type: string, help: string): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

/** `help` in one line, French. */
export const createCounter = (name: string, help: string): Counter => {
  const values = new Map<string, number>()
  return {
    add(labels, count = 1) {
      const pairs = toPairs(labels)
      values.set(pairs, (values.get(pairs) ?? 0) + count)
    },
    lines: () => [
      ...head(name, 'counter', help),
      ...[...values].map(([pairs, value]) => toLine(name, pairs, value)),
    ],
  }
}

/** Set anew with each reading: what is not set any more is gone. */
export const createGauge = (name: string, help: string): Gauge => {
  const values = new Map<string, number>()
  return {
    set: (labels, value) => void values.set(toPairs(labels), value),
    clear: () => values.clear(),
    lines: () => [
      ...head(name, 'gauge', help),
      ...[...values].map(([pairs, value]) => toLine(name, pairs, value)),
    ],
  }
}

/** `bounds` ascending, in the unit of the values. */
export const createHistogram = (
  name: string,
  help: string,
  bounds: readonly number[],
): Histogram => {
  const series = new Map<string, { counts: number[]; sum: number; count: number }>()
  return {
    observe(labels, value) {
      const pairs = toPairs(labels)
      let one = series.get(pairs)
      if (one === undefined) {
        one = { counts: bounds.map(() => 0), sum: 0, count: 0 }
        series.set(pairs, one)
      }
      one.sum += value
      one.count++
      const rank = bounds.findIndex((bound) => value <= bound)
      if (rank !== -1) one.counts[rank] = (one.counts[rank] ?? 0) + 1
    },
    lines: () => [
      ...head(name, 'histogram', help),
      ...[...series].flatMap(([pairs, { counts, sum, count }]) => {
        let below = 0
        const buckets = bounds.map((bound, rank) => {
          below += counts[rank] ?? 0
          return toLine(`${name}_bucket`, `${pairs},le="${bound}"`, below)
        })
        return [
          ...buckets,
          toLine(`${name}_bucket`, `${pairs},le="+Inf"`, count),
          toLine(`${name}_sum`, pairs, sum),
          toLine(`${name}_count`, pairs, count),
        ]
      }),
    ],
  }
}
