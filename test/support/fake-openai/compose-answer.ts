/** What an honest, dull model would answer: one cited sentence per fact of the prompt. */
import { z } from 'zod'

const factSchema = z.object({
  id: z.string(),
  about: z.string(),
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  unit: z.string().nullable().optional(),
  money: z.string().optional(),
})
type PromptFact = z.output<typeof factSchema>

export interface Answer {
  product: string
  segments: { field: string; text: string; factIds: string[]; role: string }[]
}

export function composeAnswer(prompt: string): Answer {
  const [, facts = '[]'] = /<facts>\n([\s\S]*?)\n<\/facts>/.exec(prompt) ?? []
  const [, fields = ''] = /^Requested fields: (.*)$/m.exec(prompt) ?? []
  const [, product = '""'] = /^Product id: (.*)$/m.exec(prompt) ?? []
  const known = z.array(factSchema).parse(JSON.parse(facts))
  return {
    product: z.string().parse(JSON.parse(product)),
    segments: fields
      .split(', ')
      .flatMap((field) =>
        sentencesOf(field, known).map((sentence) => ({ field, role: 'claim', ...sentence })),
      ),
  }
}

function sentencesOf(field: string, facts: readonly PromptFact[]): { text: string; factIds: string[] }[] {
  const said = facts.flatMap((fact) => sentenceOf(fact) ?? [])
  const isPrice = (sentence: { factIds: string[] }) => sentence.factIds[0]?.startsWith('d_price') === true
  if (field === 'promo') return said.filter(isPrice).slice(0, 1)
  const described = said.filter((sentence) => sentence.factIds[0]?.startsWith('a_') === true)
  return field === 'pdp.short' ? described.slice(0, 2) : described.slice(0, 8)
}

function sentenceOf(fact: PromptFact): { text: string; factIds: string[] } | undefined {
  if (/\d/.test(fact.name) || fact.about !== 'product') return undefined
  const label = fact.name.replaceAll('_', ' ')
  if (fact.money !== undefined) return { text: `The price is ${fact.money}.`, factIds: [fact.id] }
  if (typeof fact.value === 'boolean')
    return { text: `It has ${fact.value ? '' : 'no '}${label}.`, factIds: [fact.id] }
  const unit = fact.unit === null || fact.unit === undefined ? '' : ` ${fact.unit}`
  return { text: `Its ${label} is ${String(fact.value)}${unit}.`, factIds: [fact.id] }
}
