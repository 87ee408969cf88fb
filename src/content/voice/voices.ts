/** The brand voices of a shop: reading them, adding a version, choosing the one that speaks by default. */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { brandVoiceSchema, neutralVoice, type BrandVoice } from './brand-voice.ts'
import {
  deleteDefaultVoice,
  findDefaultVoiceRow,
  findVoiceRow,
  insertVoiceVersion,
  lockShopForVoices,
  selectLatestVoices,
  upsertDefaultVoice,
  type VoiceRow,
} from './voice-queries.ts'

export const voiceRecordSchema = z.object({
  id: z.string(),
  version: z.int(),
  /** Speaks when a request for copy names no voice. */
  isDefault: z.boolean(),
  createdAt: z.date(),
  voice: brandVoiceSchema.omit({ id: true }),
})
export type VoiceRecord = z.output<typeof voiceRecordSchema>

/** What a request brings: everything but the id, which stands in the path. */
export const newVoiceSchema = brandVoiceSchema
  .omit({ id: true })
  .refine(({ gradeMin, gradeMax }) => gradeMin <= gradeMax, {
    path: ['gradeMin'],
    error: 'must not be above "gradeMax"',
  })
export type NewVoice = z.output<typeof newVoiceSchema>

/** A page of voices by id, each in its latest version. */
export async function listVoices(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<VoiceRecord>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectLatestVoices(db, shopId, after, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.id])
  return { items: page.items.map(toRecord), next: page.next }
}

/**
 * @param version left out: the latest
 * @throws AppError content.voice-not-found
 */
export async function getVoice(db: Db, shopId: string, id: string, version?: number): Promise<VoiceRecord> {
  const row = await findVoiceRow(db, shopId, id, version ?? null)
  if (row === undefined) {
    const which =
      version === undefined ? `no voice "${id}"` : `no version ${String(version)} of voice "${id}"`
    throw new AppError('content.voice-not-found', `The shop has ${which}; list its voices.`)
  }
  return toRecord(row)
}

/** Adds a version, which is the latest from then on. A voice equal to the latest version adds none. */
export async function putVoice(
  trx: Db,
  clock: Clock,
  shopId: string,
  id: string,
  voice: NewVoice,
): Promise<VoiceRecord> {
  await lockShopForVoices(trx, shopId)
  const latest = await findVoiceRow(trx, shopId, id, null)
  const document = JSON.stringify(voice)
  const isSame = latest !== undefined && JSON.stringify(toRecord(latest).voice) === document
  if (!isSame) await insertVoiceVersion(trx, shopId, id, document, clock.now())
  return getVoice(trx, shopId, id)
}

/**
 * @param id null: the neutral voice speaks again
 * @throws AppError content.voice-not-found
 */
export async function setDefaultVoice(trx: Db, shopId: string, id: string | null): Promise<void> {
  if (id === null) {
    await deleteDefaultVoice(trx, shopId)
    return
  }
  await getVoice(trx, shopId, id)
  await upsertDefaultVoice(trx, shopId, id)
}

/** The voice a request for copy is bound to: the one it names, else the shop's default; null: the neutral voice. */
export async function resolveVoice(
  db: Db,
  shopId: string,
  id: string | null,
): Promise<Pick<VoiceRecord, 'id' | 'version' | 'voice'> | null> {
  if (id !== null) return getVoice(db, shopId, id)
  const row = await findDefaultVoiceRow(db, shopId)
  return row === undefined ? null : toRecord(row)
}

/** A stored version as writers take it. */
export function voiceOf(id: string | null, document: unknown): BrandVoice {
  if (id === null) return neutralVoice
  const text = JSON.stringify([id, document])
  const known = parsed.get(text)
  if (known !== undefined) return known
  const fields = z.record(z.string(), z.unknown()).parse(document)
  const voice = brandVoiceSchema.parse({ ...fields, id })
  if (parsed.size >= PARSED_MAX) parsed.clear()
  parsed.set(text, voice)
  return voice
}

/** The words of a voice are worked out once per object: the same version must be the same object. */
const parsed = new Map<string, BrandVoice>()
const PARSED_MAX = 200

function toRecord(row: VoiceRow): VoiceRecord {
  return voiceRecordSchema.parse({
    id: row.id,
    version: row.version,
    isDefault: row.is_default,
    createdAt: row.created_at,
    voice: row.voice,
  })
}
