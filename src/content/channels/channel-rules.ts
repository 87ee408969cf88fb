/** The rules of a channel as one shop uses it: the data of `rules/` with the shop's settings in their places. */
import type { ChannelId, ChannelRules, FieldRules } from './channel.ts'
import type { ChannelSettings } from '../../shops/channel-settings.ts'
import { rewriteForGsm7 } from './meters/sms-rewrite.ts'
import { optOutLines } from './words/words-of-locale.ts'
import { amazon } from './rules/amazon.ts'
import { ebay } from './rules/ebay.ts'
import { email } from './rules/email.ts'
import { googleRsa } from './rules/google-rsa.ts'
import { merchant } from './rules/merchant.ts'
import { meta } from './rules/meta.ts'
import { pdp } from './rules/pdp.ts'
import { push } from './rules/push.ts'
import { seo } from './rules/seo.ts'
import { sms } from './rules/sms.ts'

/** As published, in the order of the table in docs/copy/channels.md. */
export const publishedRules: Readonly<Record<ChannelId, ChannelRules>> = {
  pdp,
  seo,
  email,
  sms,
  push,
  'google-rsa': googleRsa,
  merchant,
  meta,
  amazon,
  ebay,
}

/** @param settings of the shop; what it leaves out stays as published */
export function channelRules(id: ChannelId, settings: ChannelSettings): ChannelRules {
  const rules = publishedRules[id]
  const fields = Object.entries(rules.fields).map(([name, field]): [string, FieldRules] => [
    name,
    withSettings(id, field, settings),
  ])
  return {
    ...rules,
    fields: Object.fromEntries(fields),
    data: rules.payloads.length === 0 ? {} : settings.push.data,
    ownLines: ownLines(id, settings),
    sms:
      rules.sms === null
        ? null
        : { ...rules.sms, partsMax: settings.sms.partsMax, encoding: settings.sms.encoding },
  }
}

/** "| Maison Lumen", "Reply STOP to opt out." */
function ownLines(id: ChannelId, { storeName, sms }: ChannelSettings): readonly string[] {
  if (id === 'seo') return storeName === null ? [] : [storeSuffix(storeName)]
  if (id !== 'sms') return []
  return sms.optOut === null ? optOutLines : sms.optOut === '' ? [] : [rewriteForGsm7(sms.optOut)]
}

/** What ends a title: "Kettle | Maison Lumen". */
export function storeSuffix(storeName: string): string {
  return `| ${storeName}`
}

function withSettings(
  id: ChannelId,
  field: FieldRules,
  { limits, amazon: { meter } }: ChannelSettings,
): FieldRules {
  return {
    ...field,
    limits: field.limits.map((limit) => ({
      ...limit,
      max: (limit.setting === undefined ? undefined : limits[limit.setting]) ?? limit.max,
      meter: id === 'amazon' ? meter : limit.meter,
    })),
    counts: field.counts.map((count) => ({
      ...count,
      max: (count.setting === undefined ? undefined : limits[count.setting]) ?? count.max,
    })),
  }
}
