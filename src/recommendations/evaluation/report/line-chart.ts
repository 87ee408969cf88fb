/** Lines over ordered groups as SVG: how accuracy changes with the length of the visit or the popularity of the item. */
import { escapeHtml } from './html-text.ts'

export interface Series {
  readonly label: string
  /** Index of the colour, 0 … 4. */
  readonly colour: number
  /** A value per group; undefined where the series has none. */
  readonly values: readonly (number | undefined)[]
}

const width = 460
const height = 230
const left = 40
const right = 12
const top = 10
const bottom = 44

/** @param groups names along the axis @param axis what they are @param show a value as text */
export function lineChart(
  groups: readonly string[],
  series: readonly Series[],
  axis: string,
  show: (value: number) => string,
): string {
  const most = niceAbove(
    Math.max(1e-9, ...series.flatMap(({ values }) => values.flatMap((value) => value ?? []))),
  )
  const x = (group: number) => left + ((group + 0.5) / Math.max(1, groups.length)) * (width - left - right)
  const y = (value: number) => height - bottom - (value / most) * (height - top - bottom)
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const level = y(most * share).toFixed(1)
    return (
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${level}" y2="${level}"/>` +
      `<text class="soft" x="${left - 6}" y="${(Number(level) + 4).toFixed(1)}" text-anchor="end">${show(most * share)}</text>`
    )
  })
  const names = groups.map(
    (group, at) =>
      `<text class="soft" x="${x(at).toFixed(1)}" y="${height - bottom + 17}" text-anchor="middle">${escapeHtml(group)}</text>`,
  )
  const lines = [...series].reverse().map(({ label, colour, values }) => {
    const points = values.flatMap((value, at) => (value === undefined ? [] : { at, value }))
    const path = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
    const dots = points.map(
      ({ at, value }) =>
        `<circle class="point" style="fill:var(--s${colour})" cx="${x(at).toFixed(1)}" cy="${y(value).toFixed(1)}" r="4">` +
        `<title>${escapeHtml(label)}, ${escapeHtml(groups[at] ?? '')}: ${show(value)}</title></circle>`,
    )
    return `<polyline class="series" style="stroke:var(--s${colour})" points="${path}"/>${dots.join('')}`
  })
  const title = `<text class="soft" x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">${escapeHtml(axis)}</text>`
  return (
    `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(axis)}">` +
    `${grid.join('')}${names.join('')}${title}${lines.join('')}</svg>`
  )
}

/** The next of 1, 2, 2.5, 4, 5 times a power of ten that four grid lines divide well. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 2.4, 3.2, 4, 6, 8, 10].find((factor) => factor * power >= value) ?? 10
  return step * power
}
