/** What differs between two versions of a draft: word by word, and fact by fact. Pure but for the reading. */
import { diffWordsWithSpace } from 'diff'
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { citedFactSchema } from '../drafts/cited-facts.ts'
import { fieldEntries } from '../drafts/draft-metrics.ts'
import type { DraftVersion } from '../drafts/draft.ts'
import { getDraft, getVersion } from '../drafts/read-drafts.ts'
import { copyFieldSchema, provenanceSchema, segmentsText, type CopyField } from '../drafts/segment.ts'

/** A text that shares nothing with the other is shown as replaced rather than compared for long. */
const DIFF_MS_MAX = 200

const valueSchema = z.object({ value: citedFactSchema.shape.value, unit: z.string().nullable() })

export const draftDiffSchema = z.object({
  draftId: z.string(),
  from: z.int(),
  to: z.int(),
  /** Fields that differ, those only in one version included. */
  fields: z.array(
    z.object({
      field: copyFieldSchema,
      provenance: z.object({ from: provenanceSchema.nullable(), to: provenanceSchema.nullable() }),
      words: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
    }),
  ),
  /** By what the texts cite: a fact that is cited anew, no longer, or that has another value now. */
  facts: z.object({
    added: z.array(citedFactSchema),
    removed: z.array(citedFactSchema),
    changed: z.array(
      z.object({
        id: z.string(),
        subject: z.string(),
        attribute: z.string(),
        from: valueSchema,
        to: valueSchema,
      }),
    ),
  }),
})
export type DraftDiff = z.output<typeof draftDiffSchema>

/**
 * @param versions left out: the newest version and the one before it
 * @throws AppError content.draft-not-found, content.version-not-found
 */
export async function diffDraft(
  db: Db,
  shopId: string,
  id: string,
  versions: { readonly from?: number | undefined; readonly to?: number | undefined },
): Promise<DraftDiff> {
  const { version } = await getDraft(db, shopId, id)
  const to = versions.to ?? version
  const from = versions.from ?? Math.max(1, to - 1)
  return diffVersions(await getVersion(db, shopId, id, from), await getVersion(db, shopId, id, to))
}

export function diffVersions(from: DraftVersion, to: DraftVersion): DraftDiff {
  const names = [
    ...new Set([...fieldEntries(from.fields), ...fieldEntries(to.fields)].map(([field]) => field)),
  ]
  const before = citedOf(from)
  const after = citedOf(to)
  return {
    draftId: to.draftId,
    from: from.number,
    to: to.number,
    fields: names.flatMap((field) => diffField(field, from, to)),
    facts: {
      added: [...after.values()].filter(({ id }) => !before.has(id)),
      removed: [...before.values()].filter(({ id }) => !after.has(id)),
      changed: [...after.values()].flatMap((fact) => {
        const earlier = before.get(fact.id)
        if (earlier === undefined || (earlier.value === fact.value && earlier.unit === fact.unit)) return []
        const { id, subject, attribute, value, unit } = fact
        return [
          { id, subject, attribute, from: { value: earlier.value, unit: earlier.unit }, to: { value, unit } },
        ]
      }),
    },
  }
}

function diffField(field: CopyField, from: DraftVersion, to: DraftVersion): DraftDiff['fields'] {
  const [a, b] = [from.fields[field], to.fields[field]]
  const [before, after] = [segmentsText(a?.segments ?? []), segmentsText(b?.segments ?? [])]
  const provenance = { from: a?.provenance ?? null, to: b?.provenance ?? null }
  if (before === after && provenance.from === provenance.to) return []
  const changes: readonly { readonly added: boolean; readonly removed: boolean; readonly value: string }[] =
    diffWordsWithSpace(before, after, { timeout: DIFF_MS_MAX }) ?? [
      { added: false, removed: true, value: before },
      { added: true, removed: false, value: after },
    ]
  const words = changes.map(({ added, removed, value }) => ({
    kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    text: value,
  }))
  return [{ field, provenance, words }]
}

function citedOf({ fields, facts }: DraftVersion): Map<string, DraftVersion['facts'][number]> {
  const cited = new Set(
    Object.values(fields).flatMap(({ segments }) => segments.flatMap((segment) => segment.factIds)),
  )
  return new Map(facts.flatMap((fact) => (cited.has(fact.id) ? [[fact.id, fact] as const] : [])))
}
