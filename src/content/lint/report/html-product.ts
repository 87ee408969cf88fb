/** One product of the report: its findings by kind, each with the marked words, what the data says and what to do. */
import type { LintFinding } from '../lint-finding.ts'
import { findingGroupIds, findingGroups } from '../text/finding-group.ts'
import { escapeHtml, plural } from './html-text.ts'
import type { LintedProduct } from './lint-report.ts'

/** Findings of one product shown; the rest is counted. */
const findingsMax = 12

const fieldNames: Readonly<Record<string, string>> = {
  description: 'description',
  shortDescription: 'short description',
  title: 'title',
}

export function productCard({ product, title, findings }: LintedProduct): string {
  const blocking = findings.filter(({ severity }) => severity === 'block').length
  const badge =
    blocking > 0
      ? `<span class="badge bad">${plural(blocking, 'correction')}</span>`
      : `<span class="badge warn">${plural(findings.length, 'remark')}</span>`
  const [loose, listed] = partition(findings)
  const ordered = findingGroupIds.flatMap((group) => listed.filter((finding) => finding.group === group))
  const shown = ordered.slice(0, findingsMax)
  const items = shown.map((finding, index) => {
    const isNew = shown[index - 1]?.group !== finding.group
    const { title: heading } = findingGroups[finding.group]
    const top = isNew ? `<h4><span class="dot ${finding.group}"></span>${heading}</h4>` : ''
    return `${top}${findingItem(finding)}`
  })
  const rest = ordered.length - shown.length
  return (
    `<article><h3>${escapeHtml(title)} ${badge}<small>${escapeHtml(product)}</small></h3>${items.join('')}${looseItem(loose)}` +
    (rest > 0 ? `<p class="note">and ${plural(rest, 'more finding')}</p>` : '') +
    '</article>'
  )
}

/** Numbers and names that nothing can be compared with are listed in one line; each alone says little. */
function partition(findings: readonly LintFinding[]): [loose: LintFinding[], listed: LintFinding[]] {
  const isLoose = ({ group, evidence, text }: LintFinding) =>
    group === 'unknown' && evidence.length === 0 && text !== ''
  const loose = findings.filter(isLoose)
  return loose.length > 1 ? [loose, findings.filter((finding) => !isLoose(finding))] : [[], [...findings]]
}

function looseItem(loose: readonly LintFinding[]): string {
  if (loose.length === 0) return ''
  const words = [...new Set(loose.map(({ text }) => text))].map((text) => `<mark>${escapeHtml(text)}</mark>`)
  const codes = [...new Set(loose.map(({ code }) => code))].map((code) => `<code>${code}</code>`)
  return (
    `<h4><span class="dot unknown"></span>${findingGroups.unknown.title}</h4>` +
    `<div class="finding"><p>${words.slice(0, 30).join(' ')}</p>` +
    `<p>No fact holds them: add the attributes they come from, or take them out. <small>${codes.join(' ')}</small></p></div>`
  )
}

function findingItem({ code, field, text, before, after, fix, span }: LintFinding): string {
  const where = fieldNames[field] ?? field
  const quote =
    span === null || text === ''
      ? ''
      : `<blockquote>${escapeHtml(before)}<mark>${escapeHtml(text)}</mark>${escapeHtml(after)}</blockquote>`
  return `<div class="finding">${quote}<p>${escapeHtml(fix)} <small>${escapeHtml(where)} · <code>${code}</code></small></p></div>`
}
