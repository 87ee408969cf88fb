/** Horizontal charts as SVG: one row a method, the estimate and its 95 % interval. */
import { escapeHtml } from './html-text.ts'

export interface ChartRow {
  readonly label: string
  readonly value: number
  readonly low: number
  readonly high: number
  /** Drawn in the colour of the session model. */
  readonly isOurs?: boolean
}

const width = 460
const labelWidth = 172
const valueWidth = 52
const rowHeight = 30
const plotFrom = labelWidth
const plotTo = width - valueWidth

/** Bars from zero with whiskers. @param show a value as text */
export function barChart(rows: readonly ChartRow[], name: string, show: (value: number) => string): string {
  const most = Math.max(...rows.map(({ high }) => high), 1e-9)
  const x = (value: number) => plotFrom + (value / most) * (plotTo - plotFrom)
  const bars = rows.map(({ label, value, low, high, isOurs }, row) => {
    const y = row * rowHeight + 6
    const middle = y + 9
    return (
      `<g><title>${escapeHtml(label)}: ${show(value)} [${show(low)}, ${show(high)}]</title>` +
      `<text x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end"${isOurs === true ? ' font-weight="700"' : ''}>${escapeHtml(shortLabel(label))}</text>` +
      `<rect class="bar${isOurs === true ? ' ours' : ''}" x="${plotFrom}" y="${y}" width="${at(x(value) - plotFrom)}" height="18" rx="2"/>` +
      whisker(x(low), x(high), middle, 'whisker') +
      `<text class="value" x="${width}" y="${middle + 4}" text-anchor="end"${isOurs === true ? ' font-weight="700"' : ''}>${show(value)}</text></g>`
    )
  })
  return svg(rows.length * rowHeight + 8, name, bars.join(''))
}

/** Gains around zero: a dot with its interval, green where the interval lies above zero. */
export function gainChart(rows: readonly ChartRow[], name: string, show: (value: number) => string): string {
  const least = Math.min(0, ...rows.map(({ low }) => low))
  const most = Math.max(0, ...rows.map(({ high }) => high), 1e-9)
  const x = (value: number) => plotFrom + 6 + ((value - least) / (most - least)) * (plotTo - plotFrom - 12)
  const height = rows.length * rowHeight + 8
  const zero = `<line class="zero" x1="${at(x(0))}" x2="${at(x(0))}" y1="0" y2="${height}"/>`
  const marks = rows.map(({ label, value, low, high }, row) => {
    const middle = row * rowHeight + 15
    const sure = low > 0 ? '' : ' unsure'
    return (
      `<g><title>${escapeHtml(label)}: ${show(value)} [${show(low)}, ${show(high)}]</title>` +
      `<text x="${labelWidth - 8}" y="${middle + 4}" text-anchor="end">${escapeHtml(shortLabel(label))}</text>` +
      whisker(x(low), x(high), middle, `gain${sure}`) +
      `<circle class="dot${sure}" cx="${at(x(value))}" cy="${middle}" r="5"/>` +
      `<text class="value" x="${width}" y="${middle + 4}" text-anchor="end">${show(value)}</text></g>`
    )
  })
  return svg(height, name, zero + marks.join(''))
}

function whisker(from: number, to: number, y: number, className: string): string {
  const line = (x1: number, x2: number, y1: number, y2: number) =>
    `<line class="${className}" x1="${at(x1)}" x2="${at(x2)}" y1="${y1}" y2="${y2}"/>`
  return line(from, to, y, y) + line(from, from, y - 4, y + 4) + line(to, to, y - 4, y + 4)
}

function svg(height: number, name: string, content: string): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(name)}">${content}</svg>`
}

function shortLabel(label: string): string {
  return label.length > 26 ? `${label.slice(0, 25)}…` : label
}

/** Coordinates with one digit keep the page small. */
function at(value: number): string {
  return value.toFixed(1)
}
