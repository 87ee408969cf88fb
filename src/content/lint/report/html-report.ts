/**
 * The report as one file a merchandiser opens, reads, prints and acts on: no script, no network, nothing but what is in
 * it. Product data is other people's text, so every piece of it is escaped.
 */
import { findingCatalogue } from '../../check/finding.ts'
import { findingGroups } from '../text/finding-group.ts'
import { productCard } from './html-product.ts'
import { escapeHtml, plural, share } from './html-text.ts'
import { reportStyle } from './html-style.ts'
import type { LintReport, LintSummary } from './lint-report.ts'

/** Products shown in full; a page of more is read by nobody. The JSON report has the rest. */
const shownMax = 200

export function htmlReport(report: LintReport): string {
  return [...htmlPieces(report)].join('')
}

function* htmlPieces(report: LintReport): Generator<string> {
  const { summary, worst } = report
  yield head(report)
  yield figures(summary)
  yield groupTable(summary)
  yield unsaidTable(summary)
  const shown = worst.slice(0, shownMax)
  if (shown.length > 0) {
    yield '<section><h2>Products that need work, the worst first</h2>'
    yield `<p class="note">${
      shown.length < summary.flagged
        ? `The ${plural(shown.length, 'product')} with the heaviest findings of ${plural(summary.flagged, 'flagged product')}.`
        : `All ${plural(summary.flagged, 'product')} with findings.`
    } Marked words are what the finding is about.</p>`
    for (const product of shown) yield productCard(product)
    yield '</section>'
  } else yield '<section><p class="clean">No product has a finding.</p></section>'
  yield codeTable(summary)
  yield '</main></body></html>\n'
}

function head({ source, checkedAt, profile, jurisdictions }: LintReport): string {
  const laws = jurisdictions.map((code) => code.toUpperCase()).join(', ')
  const asked =
    profile === 'block'
      ? 'what is very likely false or not allowed'
      : 'what is very likely false or not allowed, and what the data does not support'
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" ' +
    `content="default-src 'none'; style-src 'unsafe-inline'"><title>Catalogue text report: ${escapeHtml(source)}</title>` +
    `<style>${reportStyle}</style></head><body><main><header><p class="brand">Vitrine</p>` +
    `<h1>Catalogue text report</h1><p class="source">${escapeHtml(source)}</p>` +
    `<p class="note">Checked ${escapeHtml(checkedAt.slice(0, 16).replace('T', ' '))} UTC. ` +
    `Profile <b>${profile}</b>: ${asked}. Law: ${escapeHtml(laws === '' ? 'none' : laws)}. ` +
    'Titles and descriptions were compared with each product’s own attributes.</p></header>'
  )
}

function figures(summary: LintSummary): string {
  const { products, flagged, blocked, claims, words, unreadableRows } = summary
  const missing = summary.groups.find(({ group }) => group === 'missing')?.products ?? 0
  const tile = (value: string, label: string, tone = '') =>
    `<div class="tile ${tone}"><b>${value}</b><span>${label}</span></div>`
  return (
    '<section class="tiles">' +
    tile(products.toLocaleString('en'), 'products read') +
    tile(
      blocked.toLocaleString('en'),
      `must be corrected (${share(blocked, products)})`,
      blocked > 0 ? 'bad' : 'good',
    ) +
    tile((flagged - blocked).toLocaleString('en'), 'only worth a look', flagged > blocked ? 'warn' : 'good') +
    tile(
      (products - flagged).toLocaleString('en'),
      `without a finding (${share(products - flagged, products)})`,
      'good',
    ) +
    '</section><p class="note">' +
    `${words.toLocaleString('en')} words, ${claims.found.toLocaleString('en')} claims found, ` +
    `${share(claims.supported, claims.found)} of them supported by the data. ` +
    `${plural(missing, 'product')} lack a description or a key fact in it.` +
    (unreadableRows > 0 ? ` ${plural(unreadableRows, 'row')} could not be read.` : '') +
    '</p>'
  )
}

function groupTable({ groups, products }: LintSummary): string {
  if (groups.length === 0) return ''
  const rows = groups.map(({ group, products: count, findings }) => {
    const { title, meaning, action } = findingGroups[group]
    const width = Math.max(1, Math.round((100 * count) / Math.max(products, 1)))
    return (
      `<tr><th scope="row"><span class="dot ${group}"></span>${title}<small>${meaning}</small></th>` +
      `<td class="num">${count.toLocaleString('en')}<div class="bar"><i style="width:${String(width)}%"></i></div></td>` +
      `<td class="num">${findings.toLocaleString('en')}</td><td>${action}</td></tr>`
    )
  })
  return (
    '<section><h2>What was found</h2><table><thead><tr><th>Kind</th><th class="num">Products</th>' +
    `<th class="num">Findings</th><th>What to do</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
  )
}

function unsaidTable({ unsaid }: LintSummary): string {
  if (unsaid.length === 0) return ''
  const items = unsaid
    .slice(0, 12)
    .map(
      ({ attribute, products }) =>
        `<li><b>${escapeHtml(attribute.replaceAll('_', ' '))}</b> ${plural(products, 'product')}</li>`,
    )
  return (
    '<section><h2>Facts the texts leave out</h2><p class="note">The data has them, shoppers decide by them, ' +
    `and the texts do not say them.</p><ul class="chips">${items.join('')}</ul></section>`
  )
}

function codeTable({ codes }: LintSummary): string {
  if (codes.length === 0) return ''
  const rows = codes.map(
    ({ code, title, products, findings }) =>
      `<tr><td><code>${code}</code></td><td>${escapeHtml(title)}</td><td>${
        findingCatalogue[code].severity === 'block' ? 'blocks' : 'warns'
      }</td><td class="num">${products.toLocaleString('en')}</td><td class="num">${findings.toLocaleString('en')}</td></tr>`,
  )
  return (
    '<section class="codes"><h2>Codes</h2><p class="note">For those who filter findings by code in the API or ' +
    'the JSON report.</p><table><thead><tr><th>Code</th><th>Meaning</th><th>Usually</th><th class="num">Products</th>' +
    `<th class="num">Findings</th></tr></thead><tbody>${rows.join('')}</tbody></table></section>`
  )
}
