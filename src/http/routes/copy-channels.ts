/** What each channel takes, and how a draft reads there. */
import { z } from 'zod'
import { findingSchema } from '../../content/check/finding.ts'
import { channelIds, meterNames } from '../../content/channels/channel.ts'
import { readingSchema } from '../../content/channels/meters/reading.ts'
import { listChannelRules, previewChannel } from '../../content/channels/preview-channel.ts'
import { segmentSchema } from '../../content/drafts/segment.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import type { ServerDeps } from '../server-deps.ts'

const unverified = z.literal(true).optional().describe('Not read in the owner’s own words')
const setting = z.string().optional().describe('Key of `settings.channels.limits` that replaces `max`')

const limitSchema = z.object({
  kind: z
    .enum(['hard', 'plan', 'visible'])
    .describe('hard: one unit more is L01; plan: what a text aims at; visible: where a reader’s view ends'),
  meter: z
    .enum(meterNames)
    .describe('graphemes: what a reader sees; utf16: JavaScript length; bytes: UTF-8; septets: GSM-7'),
  max: z.int(),
  min: z.int().optional().describe('Least of a plan'),
  per: z.enum(['text', 'item', 'line']),
  lead: z.string().optional().describe('Counted before the text'),
  setting,
  unverified,
})

const fieldRulesSchema = z.object({
  title: z.string(),
  required: z.boolean(),
  isList: z.boolean().describe('Every segment is an item of its own'),
  joiner: z.string().describe('Between segments where the field is no list'),
  limits: z.array(limitSchema).readonly(),
  counts: z
    .array(z.object({ kind: z.enum(['hard', 'plan']), min: z.int(), max: z.int(), setting, unverified }))
    .readonly(),
  bans: z.array(z.string()).readonly(),
  forbidden: z.string().describe('Characters the channel refuses'),
  wordUses: z.int().nullable().describe('How often a word may stand; null: as often as it likes'),
  html: z.array(z.string()).readonly().nullable().describe('Elements that may stand in the text; null: none'),
})

const smsPartsSchema = z.object({ single: z.int(), part: z.int() })

const channelSchema = z
  .object({
    id: z.enum(channelIds),
    title: z.string(),
    fields: z.record(z.string(), fieldRulesSchema),
    payloads: z
      .array(z.object({ service: z.enum(['apns', 'fcm']), maxBytes: z.int(), unverified }))
      .readonly()
      .describe('Limits of the whole JSON that a push service is sent'),
    sms: z
      .object({
        gsm7: smsPartsSchema,
        ucs2: smsPartsSchema,
        partsMax: z.int(),
        encoding: z.enum(['auto', 'gsm-7']),
      })
      .nullable(),
    severity: z
      .object({ L02: z.enum(['block', 'warn', 'off']), F14: z.enum(['block', 'warn', 'off']) })
      .describe('Codes the channel decides about'),
    source: z.string().describe('Who published the limits'),
    checkedOn: z
      .string()
      .nullable()
      .describe('When they were last read at their source, ISO date; null: not yet'),
    note: z.string().nullable(),
  })
  .meta({ id: 'Channel' })

const compiledSchema = z
  .object({
    channel: z.enum(channelIds),
    locale: z.string(),
    fields: z
      .record(z.string(), z.array(segmentSchema).readonly())
      .describe('Text by field; a field that no wording fits is left out'),
    variants: z
      .array(z.string())
      .readonly()
      .describe('Ids of the variants whose titles the field "variants" holds, in its order'),
    readings: z.array(readingSchema).readonly().describe('Every limit of every field, as its meter reads'),
    dropped: z.array(z.string()).readonly().describe('Facts of the draft that no text of the channel says'),
    verdict: z.enum(['pass', 'block']),
    findings: z.array(findingSchema).readonly(),
    waived: z.array(findingSchema).readonly(),
  })
  .meta({ id: 'CompiledChannel' })

export function addCopyChannelRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/channels',
    {
      config: { scope: 'copy:read', cost: 1 },
      schema: {
        operationId: 'listChannels',
        tags: ['Copy'],
        summary: 'What every channel takes',
        description:
          'Limits with their meters, bans and sources; the shop’s own limits (`settings.channels`) are in their places.',
        response: { 200: z.object({ items: z.array(channelSchema).readonly() }) },
      },
    },
    async (request) => ({ items: await listChannelRules(db, shopIdOf(request)) }),
  )

  server.post(
    '/v1/copy/channels/:channel/compile',
    {
      config: { scope: 'copy:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'compileChannel',
        tags: ['Copy'],
        summary: 'How a draft reads in a channel',
        description:
          'Compiles the draft for the channel with today’s facts and judges the result; nothing is stored. Facts are ' +
          'dropped until everything fits; no text is cut.',
        params: z.strictObject({ channel: z.enum(channelIds) }),
        body: z
          .strictObject({
            draft: z.string().min(1).max(200).describe('Id of the draft'),
            version: z.int().min(1).optional().describe('Left out: the current one'),
            seed: z
              .int()
              .min(0)
              .max(2_147_483_647)
              .default(0)
              .describe('Another seed, another wording of the same facts'),
          })
          .meta({ examples: [{ draft: 'draft_01JD0000000000000000000000' }] }),
        response: { 200: compiledSchema },
      },
    },
    async (request) =>
      previewChannel({ db, clock }, shopIdOf(request), {
        channel: request.params.channel,
        ...request.body,
      }),
  )
}
