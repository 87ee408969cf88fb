/**
 * A defect of a text, as data: what is wrong, where, on what evidence, and what would cure it. The codes are a public
 * vocabulary; docs/findings.md explains each. Text by people, models and our own writer is judged in these words alone.
 */
import { z } from 'zod'

interface FindingKind {
  readonly title: string
  /** "block" keeps a text from being published; a channel may decide otherwise where `perChannel` says so. */
  readonly severity: 'block' | 'warn'
  readonly perChannel?: true
}

export const findingCatalogue = {
  G00: { severity: 'block', title: 'The checker threw or timed out' },
  F01: { severity: 'block', title: 'Cited id unknown, stale or foreign' },
  F02: { severity: 'block', title: 'Claim without a citation' },
  F03: { severity: 'block', title: 'Number not in the cited facts' },
  F04: { severity: 'block', title: 'Unit, conversion or rounding out of tolerance' },
  F05: { severity: 'block', title: 'Value of another attribute' },
  F06: { severity: 'block', title: 'Value of a sibling variant' },
  F07: { severity: 'block', title: 'Asserted though "No", or denied without a "No"' },
  F08: { severity: 'block', title: 'Unlicensed material, composition or colour' },
  F09: { severity: 'block', title: 'Unlicensed brand, model or competitor name' },
  F10: { severity: 'block', title: 'Unlicensed origin, certificate, standard or rating' },
  F11: { severity: 'block', title: 'Unlicensed compatibility, count or box contents' },
  F12: { severity: 'block', title: 'Unlicensed warranty, returns, delivery, date or "new"' },
  F13: { severity: 'block', title: 'Content word neither licensed nor in the neutral lexicon' },
  F14: { severity: 'warn', title: 'Must-say fact missing', perChannel: true },
  C01: { severity: 'block', title: 'Generic green claim' },
  C02: { severity: 'block', title: 'Offset-based neutrality' },
  C03: { severity: 'block', title: 'Part presented as whole' },
  C04: { severity: 'block', title: 'Health, disease or antimicrobial claim' },
  C05: { severity: 'block', title: 'Safety absolute' },
  C06: { severity: 'block', title: 'Superlative, comparison, award or testimonial' },
  C07: { severity: 'block', title: 'Scarcity without stock or end-date fact' },
  P01: { severity: 'block', title: 'Amount, currency or format differs from the price fact' },
  P02: { severity: 'block', title: 'Percent off not computed from the 30-day low' },
  P03: { severity: 'block', title: 'Prior price not shown' },
  P04: { severity: 'block', title: 'Promotion dates absent or past' },
  P05: { severity: 'block', title: '"Free" or unit price unsupported' },
  P06: { severity: 'block', title: 'Price or promotion wording that the channel bans' },
  L01: { severity: 'block', title: 'Hard limit or item count broken' },
  L02: { severity: 'warn', title: 'Key fact beyond the visible cut', perChannel: true },
  L03: { severity: 'block', title: 'SMS encoding or parts above plan' },
  L04: { severity: 'block', title: 'Forbidden character, emoji, capitals or repetition' },
  L05: { severity: 'block', title: 'Search ad combination duplicates or contradicts' },
  L06: { severity: 'block', title: 'HTML outside the allow-list, link or contact data' },
  L07: { severity: 'block', title: 'Empty, placeholder or markdown residue' },
  M01: { severity: 'block', title: 'Preamble, note, self-reference or refusal' },
  M02: { severity: 'block', title: 'Prompt or canary echo' },
  M03: { severity: 'block', title: 'Wrong language or script' },
  M04: { severity: 'warn', title: 'Cliché' },
  S01: { severity: 'warn', title: 'Brand term banned or missing' },
  S02: { severity: 'warn', title: 'Reading grade or sentence length off band' },
  S03: { severity: 'warn', title: 'Person, formality, repetition or keyword density' },
  D01: { severity: 'block', title: 'Too similar to another text' },
  D02: { severity: 'warn', title: 'Variant lacks its difference; opening or SEO title reused' },
  T01: { severity: 'block', title: 'Facts differ between locales' },
  T02: { severity: 'block', title: 'Paragraph or protected term lost, or a run left untranslated' },
  I01: { severity: 'block', title: 'Instruction-like input: field quarantined' },
  I02: { severity: 'block', title: 'Bidi, zero-width, homoglyph or template token in data' },
} as const satisfies Record<string, FindingKind>

export type FindingCode = keyof typeof findingCatalogue
export const findingCodes = Object.keys(findingCatalogue).filter(isFindingCode)

function isFindingCode(text: string): text is FindingCode {
  return Object.hasOwn(findingCatalogue, text)
}

export const findingSchema = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(['block', 'warn']),
  /** Where: the field, and the segment in it: "pdp.long" or "pdp.long.2". */
  path: z.string(),
  /** The field alone. */
  field: z.string(),
  /** Index of the segment in its field; -1 when the finding is about the whole field. */
  segment: z.int().min(-1),
  /** UTF-16 offsets in the text of the segment (in the joined text of the field when `segment` is -1); null: all of it. */
  span: z.object({ start: z.int().min(0), end: z.int().min(0) }).nullable(),
  /** The words concerned; empty when the whole segment is. */
  text: z.string(),
  /** Ids of the facts that were looked at. */
  evidence: z.array(z.string()),
  /** What would cure it, in words a writer (or model) can follow. */
  fix: z.string(),
  /** Text that may take the place of the span without asking anybody; null when only a writer can cure it. */
  replacement: z.string().nullable(),
})
export type Finding = z.output<typeof findingSchema>

/** Findings of a draft also say what became of them. */
export const draftFindingSchema = findingSchema.extend({
  /** "replaced": embedded sentences took the place of the failing ones; "waived": a person took it upon themselves. */
  resolution: z.enum(['open', 'replaced', 'fixed', 'waived']),
})
export type DraftFinding = z.output<typeof draftFindingSchema>

/** What a check says of one place; severity and path follow from the code and the place. */
export interface FindingAt {
  readonly field: string
  readonly segment?: number
  readonly span?: { readonly start: number; readonly end: number } | null
  readonly text?: string
  readonly evidence?: readonly string[]
  readonly fix: string
  readonly replacement?: string | null
  readonly severity?: 'block' | 'warn'
}

/** @param at place, words, evidence and cure */
export function createFinding(code: FindingCode, at: FindingAt): Finding {
  const segment = at.segment ?? -1
  return {
    code,
    severity: at.severity ?? findingCatalogue[code].severity,
    path: segment === -1 ? at.field : `${at.field}.${String(segment)}`,
    field: at.field,
    segment,
    span: at.span ?? null,
    text: at.text ?? '',
    evidence: [...(at.evidence ?? [])],
    fix: at.fix,
    replacement: at.replacement ?? null,
  }
}
