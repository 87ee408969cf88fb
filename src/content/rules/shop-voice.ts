/** How a shop speaks: the voice it chose, with the rules it learnt from its editors. */
import type { Db } from '../../database/schema.ts'
import { voiceOf, resolveVoice } from '../voice/voices.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { withRules, type CopyRule } from './rule.ts'
import { selectEnabledRules } from './rule-queries.ts'

export type ShopRules = ReadonlyMap<string, readonly Pick<CopyRule, 'said' | 'instead'>[]>

/** The shop's default voice for a locale. */
export async function shopVoice(db: Db, shopId: string, locale: string): Promise<BrandVoice> {
  const chosen = await resolveVoice(db, shopId, null)
  return speakingBy(await loadRules(db, [shopId]), shopId, locale, voiceOf(chosen?.id ?? null, chosen?.voice))
}

/** Enabled rules of shops, for `speakingBy`; one statement. */
export async function loadRules(db: Db, shopIds: readonly string[]): Promise<ShopRules> {
  const rules = new Map<string, Pick<CopyRule, 'said' | 'instead'>[]>()
  for (const { shopId, language, said, instead } of await selectEnabledRules(db, shopIds)) {
    const key = `${shopId} ${language}`
    rules.set(key, [...(rules.get(key) ?? []), { said, instead }])
  }
  return rules
}

export function speakingBy(rules: ShopRules, shopId: string, locale: string, voice: BrandVoice): BrandVoice {
  const [language = ''] = locale.toLowerCase().split('-')
  return withRules(voice, rules.get(`${shopId} ${language}`) ?? [])
}
