/** A draft as a merchandiser reads it: description and promo side by side; on demand every sentence with its facts. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { wrap, type TextColumn, type TextSection } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { money } from '../terminal/quantities.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { productPrice } from './similar-view.ts'

type Draft = ApiSchemas['Draft']
type Product = ApiSchemas['Product']
type Fact = Draft['facts'][number]
type FieldName = keyof Draft['fields']
type Segment = NonNullable<Draft['fields'][FieldName]>['segments'][number]

/** In the order of the explanation. */
const fieldHeads = [
  ['pdp.long', 'Description'],
  ['pdp.short', 'Short description'],
  ['promo', 'Promo'],
] as const satisfies readonly (readonly [FieldName, string])[]

/** One or two lines above the texts: which product, and where the text comes from. */
export function draftHeadline(terminal: Terminal, product: Product, draft: Draft | undefined): string {
  const title = terminal.paint('bold', printable(product.title))
  const about = [product.id, printable(product.category.join(' › ')), productPrice(product)].filter(
    (part) => part !== '',
  )
  const origin = draft === undefined ? [] : [originOf(terminal, draft)]
  return [title, terminal.paint('dim', about.join(' · ')), ...origin].join('\n')
}

function originOf(terminal: Terminal, { state, writer, model, costMicros, locale }: Draft): string {
  const checked =
    state === 'ready' ? terminal.paint('green', 'ready') : terminal.paint('yellow', 'needs review')
  const by = `${writer} writer${model === null ? '' : `, ${printable(model)}`}`
  const cost = costMicros === 0 ? 'no cost' : `$${(costMicros / 1_000_000).toFixed(4)}`
  return `${checked}${terminal.paint('dim', ` · ${by} · ${locale} · ${cost}`)}`
}

/** Description in one column; promo, and the short description if there is one, in the other. */
export function draftColumns(draft: Draft): TextColumn[] {
  const section = (name: FieldName, head: string): TextSection[] => {
    const field = draft.fields[name]
    return field === undefined ? [] : [{ head, paragraphs: [textOf(field.segments)] }]
  }
  const long = section('pdp.long', 'Description')
  const beside = [...section('promo', 'Promo'), ...section('pdp.short', 'Short description')]
  const parts = [
    { sections: long, weight: 5 },
    { sections: beside, weight: 4 },
  ]
  return parts.filter(({ sections }) => sections.length > 0)
}

function textOf(segments: readonly Segment[]): string {
  return segments.map(({ text }) => printable(text)).join(' ')
}

/** Every sentence, and below it the facts it rests on as they were when it was written. */
export function explainDraft(terminal: Terminal, draft: Draft): string {
  const facts = new Map(draft.facts.map((fact) => [fact.id, fact]))
  return fieldHeads
    .flatMap(([name, head]) => {
      const field = draft.fields[name]
      if (field === undefined) return []
      const lines = field.segments.flatMap((segment) => explainSegment(terminal, segment, facts))
      return [[terminal.paint('bold', `${head}, sentence by sentence`), ...lines].join('\n')]
    })
    .join('\n\n')
}

function explainSegment(terminal: Terminal, segment: Segment, facts: ReadonlyMap<string, Fact>): string[] {
  const sentence = wrap(printable(segment.text), terminal.width - 2).map((line) => `  ${line}`)
  if (segment.factIds.length === 0)
    return [...sentence, terminal.paint('dim', `      no claim (${segment.role})`)]
  return [
    ...sentence,
    ...segment.factIds.map((id) => `      ${terminal.paint('cyan', factWords(facts.get(id), id))}`),
  ]
}

function factWords(fact: Fact | undefined, id: string): string {
  if (fact === undefined) return `${printable(id)}: this fact is not on the sheet`
  const origin = fact.source === 'derived' ? `, computed from ${fact.parents.join(', ')}` : ''
  return printable(`${fact.attribute.replaceAll('_', ' ')} = ${valueWords(fact)}  [${id}${origin}]`)
}

/** An amount of money is in minor units, with the ISO 4217 currency as its unit. */
function valueWords({ value, unit }: Fact): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number' && unit !== null && /^[A-Z]{3}$/.test(unit)) return money(value, unit)
  return unit === null ? String(value) : `${value} ${unit}`
}

/** What a check found, for drafts that want a look. */
export function draftFindings(terminal: Terminal, { findings }: Draft): string {
  return findings
    .filter(({ resolution }) => resolution === 'open')
    .map(({ field, code, fix }) => terminal.paint('yellow', printable(`${field}: ${code}, ${fix}`)))
    .join('\n')
}
