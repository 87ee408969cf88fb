/** The linter over a catalogue: what it reports, and how the report reads. */
import { describe, expect, it } from 'vitest'
import { CatalogLint } from '../../../src/content/lint/lint-catalog.ts'
import { htmlReport } from '../../../src/content/lint/report/html-report.ts'
import { lintReportSchema, type LintReport } from '../../../src/content/lint/report/lint-report.ts'
import { readHtml } from '../../../src/content/lint/text/read-html.ts'
import { product } from '../../catalog/product-examples.ts'

const options = { profile: 'block', jurisdictions: ['eu'], now: '2026-03-01T12:00:00.000Z' } as const
const attributes = {
  capacity: { value: 1.7, unit: 'l' },
  material: { value: 'plastic', unit: null },
  auto_shut_off: { value: true, unit: null },
}
const honest = 'The kettle holds 1.7 litres, is made of plastic and weighs little. It has auto shut off.'

describe('findings', () => {
  it('a description that the data supports has none', () => {
    const linted = new CatalogLint(options).add(product({ id: 'k1', attributes, description: honest }))
    expect(linted.findings).toEqual([])
  })

  it.each([
    [
      'another number',
      'The kettle holds 2.5 litres of water. It is plastic.',
      'contradicted-or-unknown',
      'F03',
    ],
    ['another material', 'A stainless steel kettle for 1.7 litres.', 'contradicted', 'F08'],
    ['a rank', `${honest} A premium kettle.`, 'rank', 'C06'],
    ['broken markup', `<p>${honest} <b>Bold</p>`, 'markup', 'L06'],
    ['active content', `<p onclick="x()">${honest}</p>`, 'markup', 'L06'],
    ['an address', `${honest} Write to sales@example.com.`, 'markup', 'L06'],
    ['a placeholder', `Lorem ipsum dolor sit amet. ${honest}`, 'residue', 'L07'],
    ['a key fact left out', 'A kettle of plastic that switches itself off.', 'missing', 'F14'],
  ])('%s is found', (_what, description, group, code) => {
    const linted = new CatalogLint(options).add(product({ id: 'k1', attributes, description }))
    const found = linted.findings.map((finding) => finding.code)
    expect(found).toContain(code)
    const groups = group === 'contradicted-or-unknown' ? ['contradicted', 'unknown'] : [group]
    expect(linted.findings.some((finding) => finding.code === code && groups.includes(finding.group))).toBe(
      true,
    )
  })

  it('a product without any text is reported as missing one', () => {
    const linted = new CatalogLint(options).add(product({ id: 'k1', attributes }))
    expect(linted.findings.map(({ code, group }) => [code, group])).toEqual([['L07', 'missing']])
  })

  it('a maker whose name is an address is no contact data', () => {
    const text = 'StarTech.com cable of plastic, 1.7 l. It has auto shut off.'
    const linted = new CatalogLint(options).add(
      product({ id: 'k1', brand: 'StarTech.com', attributes, description: text }),
    )
    expect(linted.findings.filter(({ code }) => code === 'L06')).toEqual([])
  })

  it('a description that repeats another product’s is named with that product, whatever the order', () => {
    const text = (name: string) =>
      `The ${name} chair brings calm to every room: its oak frame carries a woven seat, the back follows the spine, ` +
      'and the feet leave no marks on wooden floors even after many years of daily use at the family table.'
    const lint = new CatalogLint(options)
    lint.add(product({ id: 'c1', description: text('Oslo') }))
    lint.add(
      product({
        id: 'c2',
        description: 'A lamp of brass for reading at night, with a long arm and a warm light.',
      }),
    )
    const copy = lint.add(product({ id: 'c3', description: text('Bergen') }))
    expect(copy.findings.find(({ code }) => code === 'D01')?.fix).toContain('product c1')
  })
})

describe('the report', () => {
  const lint = new CatalogLint(options)
  lint.add(product({ id: 'good', attributes, description: honest }))
  lint.add(product({ id: 'remark', attributes, description: `${honest} It won 3 prizes.` }))
  lint.add(
    product({
      id: 'worst',
      title: 'Kettle <script>alert(1)</script>',
      attributes,
      description: `${honest} A stainless steel body. “><img src=x onerror=alert(1)>`,
    }),
  )
  const report: LintReport = {
    source: 'feed "<b>.jsonl',
    checkedAt: options.now,
    profile: 'block',
    jurisdictions: ['eu'],
    summary: lint.summary(2),
    worst: [...lint.worst()],
  }

  it('counts products once and lists the worst first', () => {
    expect(lintReportSchema.parse(report)).toEqual(report)
    expect(report.summary).toMatchObject({ products: 3, flagged: 2, blocked: 1, unreadableRows: 2 })
    expect(report.worst.map((one) => one.product)).toEqual(['worst', 'remark'])
  })

  it('is one page that loads nothing, runs nothing and shows product data as text', () => {
    const page = htmlReport(report)
    expect(page).not.toMatch(/<script|<img|<link|<iframe|javascript:|src=|href=|url\(/i)
    expect(page).toContain('Kettle &#60;script&#62;')
    expect(page).toContain('<mark>stainless steel</mark>')
    expect(page).toContain('The data says otherwise')
  })

  it('of a clean catalogue says so', () => {
    const clean = new CatalogLint(options)
    clean.add(product({ id: 'good', attributes, description: honest }))
    expect(htmlReport({ ...report, summary: clean.summary(), worst: [] })).toContain(
      'No product has a finding.',
    )
  })
})

it('HTML is read as a shopper reads it', () => {
  const { text, faults } = readHtml(
    '<p>One &amp; two<br>three</p><script>four()</script><ul><li>five<li>six</ul>',
  )
  expect(text).toBe('One & two\nthree\nfive\nsix')
  expect(faults.map((fault) => fault.text)).toEqual(['<script>'])
})
