/**
 * Section B: prose that cites nothing, by four models, with the errors a person marked. A text is contradictory when a
 * span is marked "incorrect", clean when none is marked. Rules were tuned on the even half alone.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  observeProse,
  reportedKinds,
  type ProseClaim,
  type ProseProfile,
} from '../../src/content/check/prose/check-prose.ts'
import { buildFactSheet } from '../../src/content/facts/fact-sheet.ts'
import { inlineFactsSchema, inlineProduct } from '../../src/content/lint/text/inline-product.ts'
import { shareText, type ScoreRow, type Section } from './section.ts'

const rowSchema = z.object({
  product: z.object({ id: z.string(), name: z.string(), attributes: z.record(z.string(), z.string()) }),
  text: z.string(),
  spans: z.array(z.object({ type: z.string() })),
})

interface Judged {
  readonly half: 'even' | 'odd'
  readonly label: 'contradictory' | 'clean' | 'other'
  readonly claims: readonly ProseClaim[]
}

/** Largest share of clean texts flagged, smallest of contradictory ones. */
const bars: Record<ProseProfile, { readonly contradictory: number; readonly clean: number }> = {
  block: { contradictory: 0.75, clean: 0.15 },
  audit: { contradictory: 0.86, clean: 0.3 },
}
const profiles = ['block', 'audit'] as const

export async function evaluateProse(data: string): Promise<Section> {
  const lines = (await readFile(join(data, 'copy', 'llm-descriptions-labelled.jsonl'), 'utf8')).split('\n')
  const texts = lines.filter((line) => line !== '').map((line) => rowSchema.parse(JSON.parse(line)))
  const started = performance.now()
  const judged = texts.map(judge)
  const msPerText = (performance.now() - started) / texts.length
  return {
    id: 'B',
    title: 'LLM prose without citations',
    data: `copy/llm-descriptions-labelled.jsonl: ${String(texts.length)} texts, whole file; halves by sha256(product id)`,
    rows: [
      ...profiles.flatMap((profile) => rowsOf(judged, profile)),
      {
        what: 'mean time a text, ms',
        n: texts.length,
        value: msPerText.toFixed(2),
        bar: null,
        isMet: null,
        isTime: true,
      },
    ],
    notes: [...halfNotes(judged), ...ruleNotes(judged)],
  }
}

function judge(row: z.output<typeof rowSchema>): Judged {
  const { id, name, attributes } = row.product
  const product = inlineProduct(inlineFactsSchema.parse({ title: name, attributes }), 'en')
  const isEven = parseInt(createHash('sha256').update(id).digest('hex').slice(-1), 16) % 2 === 0
  return {
    half: isEven ? 'even' : 'odd',
    label: row.spans.some(({ type }) => type === 'incorrect')
      ? 'contradictory'
      : row.spans.length === 0
        ? 'clean'
        : 'other',
    claims: observeProse(row.text, buildFactSheet(product, '2026-01-01T00:00:00.000Z')),
  }
}

function rowsOf(judged: readonly Judged[], profile: ProseProfile): ScoreRow[] {
  const bar = bars[profile]
  const bad = countFlagged(judged, 'contradictory', profile)
  const clean = countFlagged(judged, 'clean', profile)
  return [
    {
      what: `${profile}: contradictory flagged`,
      n: bad.n,
      value: shareText(bad.flagged, bad.n),
      bar: `≥ ${String(100 * bar.contradictory)} %`,
      isMet: bad.flagged / bad.n >= bar.contradictory,
    },
    {
      what: `${profile}: clean flagged`,
      n: clean.n,
      value: shareText(clean.flagged, clean.n),
      bar: `≤ ${String(100 * bar.clean)} %`,
      isMet: clean.flagged / clean.n <= bar.clean,
    },
  ]
}

function countFlagged(
  judged: readonly Judged[],
  label: Judged['label'],
  profile: ProseProfile,
): { readonly flagged: number; readonly n: number } {
  const texts = judged.filter((text) => text.label === label)
  return { n: texts.length, flagged: texts.filter((text) => isFlagged(text, profile)).length }
}

function isFlagged({ claims }: Judged, profile: ProseProfile): boolean {
  return claims.some(({ kind }) => reportedKinds[profile].includes(kind))
}

function halfNotes(judged: readonly Judged[]): string[] {
  return profiles.flatMap((profile) =>
    (['even', 'odd'] as const).map((half) => {
      const texts = judged.filter((text) => text.half === half)
      const shares = (['contradictory', 'clean', 'other'] as const).map((label) => {
        const { flagged, n } = countFlagged(texts, label, profile)
        return `${label} ${String(flagged)} of ${String(n)} (${((100 * flagged) / n).toFixed(1)} %)`
      })
      const role = half === 'even' ? 'rules were tuned on it' : 'checked on it'
      return `${profile}, ${half} half (${role}): ${shares.join(', ')}`
    }),
  )
}

/** Texts in which each rule found something, even + odd: what it pays and what it costs. */
function ruleNotes(judged: readonly Judged[]): string[] {
  const rules = new Map<string, { contradictory: [number, number]; clean: [number, number] }>()
  for (const { claims, label, half } of judged) {
    if (label === 'other') continue
    const found = claims.filter(({ kind }) => reportedKinds.audit.includes(kind))
    for (const rule of new Set(found.map((claim) => `${claim.rule} (${claim.kind})`))) {
      const counts = rules.get(rule) ?? { contradictory: [0, 0], clean: [0, 0] }
      counts[label][half === 'even' ? 0 : 1] += 1
      rules.set(rule, counts)
    }
  }
  return [...rules]
    .sort(([, a], [, b]) => b.contradictory[0] + b.contradictory[1] - a.contradictory[0] - a.contradictory[1])
    .map(
      ([rule, { contradictory, clean }]) =>
        `${rule}: contradictory ${contradictory.join(' + ')}, clean ${clean.join(' + ')}`,
    )
}
