/**
 * A grammar in the words of a brand voice: its spelling, the terms it prefers, patterns without those it bans, of its
 * person and formality. Slots, and so names and values, are never touched. Pure; done once per voice.
 */
import type { BrandVoice } from '../../voice/brand-voice.ts'
import type { AttributeWording, Grammar, OfferWording, PromotionWording } from '../grammar.ts'
import { rewordFor } from './reword.ts'

/** A mark before a pattern says whose it is; patterns without a mark are everybody's. */
const markPattern = /^(second|third|plain|formal)\|/

interface Rewording {
  /** One piece of text outside a choice. */
  readonly one: (text: string) => string
  /** A choice of patterns: those of the voice, without banned terms as long as one is left. */
  readonly many: (patterns: readonly string[]) => readonly string[]
}

export function inVoice(
  grammar: Grammar,
  voice: BrandVoice,
  spelling: Readonly<Record<string, string>>,
): Grammar {
  const rewording = rewordingFor(grammar, voice, spelling)
  const { one, many } = rewording
  const choice = (patterns: readonly [string, ...string[]]): [string, ...string[]] => {
    const [first = one(patterns[0].replace(markPattern, '')), ...more] = many(patterns)
    return [first, ...more]
  }
  const { clausePlans, openings, optionPlans } = grammar
  return {
    ...grammar,
    attributes: new Map(
      [...grammar.attributes].map(([name, wording]) => [name, inWords(wording, rewording)]),
    ),
    combinations: grammar.combinations.map((combination) => ({
      ...combination,
      ...inWords(combination, rewording),
      say: many(combination.say),
    })),
    generic: grammar.generic.map((rule) => ({
      ...rule,
      wording: rule.wording === null ? null : inWords(rule.wording, rewording),
    })),
    units: new Map(
      [...grammar.units].map(([symbol, unit]) => [
        symbol,
        { ...unit, one: one(unit.one), many: one(unit.many), before: one(unit.before) },
      ]),
    ),
    sentencePlans: grammar.sentencePlans
      .filter((plan) => plan.voice === undefined || isOfVoice(plan.voice, voice))
      .map((plan) => ({ ...plan, text: one(plan.text) })),
    clausePlans: clausePlans === null ? null : { one: choice(clausePlans.one), two: choice(clausePlans.two) },
    cautionPlans: choice(grammar.cautionPlans),
    openings: {
      full: choice(openings.full),
      brief: choice(openings.brief),
      bare: {
        branded: choice(openings.bare.branded),
        categorised: choice(openings.bare.categorised),
        plain: choice(openings.bare.plain),
      },
    },
    families: grammar.families.map((family) => ({ ...family, openings: many(family.openings) })),
    optionPlans: {
      one: choice(optionPlans.one),
      few: choice(optionPlans.few),
      many: choice(optionPlans.many),
      pair: choice(optionPlans.pair),
    },
    optionNouns: new Map(
      [...grammar.optionNouns].map(([name, noun]) => [
        name,
        { ...noun, one: one(noun.one), many: one(noun.many) },
      ]),
    ),
    offer: offerInWords(grammar.offer, choice),
  }
}

function rewordingFor(
  grammar: Grammar,
  voice: BrandVoice,
  spelling: Readonly<Record<string, string>>,
): Rewording {
  const { reword, isBanned } = rewordFor(grammar, voice, spelling)
  return {
    one: reword,
    many(patterns) {
      const ours = patterns.filter((pattern) => {
        const mark = markPattern.exec(pattern)?.[1]
        return mark === undefined || isOfVoice(mark, voice)
      })
      const spoken = ours.map((pattern) => reword(pattern.replace(markPattern, '')))
      const allowed = spoken.filter((pattern) => !isBanned(pattern))
      // A term without which nothing could be said is said, and found by the check of the voice.
      return allowed.length > 0 ? allowed : spoken
    },
  }
}

function isOfVoice(mark: string, { person, formality }: BrandVoice): boolean {
  return mark === person || mark === formality
}

function inWords(wording: AttributeWording, { one, many }: Rewording): AttributeWording {
  return {
    ...wording,
    ...(wording.say !== undefined && { say: many(wording.say) }),
    ...(wording.yes !== undefined && { yes: many(wording.yes) }),
    ...(wording.no !== undefined && { no: many(wording.no) }),
    ...(wording.with !== undefined && { with: many(wording.with) }),
    ...(wording.front !== undefined && { front: many(wording.front) }),
    ...(wording.whole !== undefined && { whole: many(wording.whole) }),
    ...(wording.line !== undefined && { line: many(wording.line) }),
    ...(wording.quality !== undefined && { quality: one(wording.quality) }),
  }
}

type Choice = (patterns: readonly [string, ...string[]]) => [string, ...string[]]

function offerInWords(offer: OfferWording, choice: Choice): OfferWording {
  return {
    allReduced: choice(offer.allReduced),
    someReduced: choice(offer.someReduced),
    onePrice: choice(offer.onePrice),
    fromPrice: choice(offer.fromPrice),
    plainPrice: choice(offer.plainPrice),
    outOfStock: choice(offer.outOfStock),
    noPrice: choice(offer.noPrice),
    from: offer.from,
    promotion: promotionInWords(offer.promotion, choice),
  }
}

function promotionInWords(promotion: PromotionWording, choice: Choice): PromotionWording {
  return {
    percent: choice(promotion.percent),
    somePercent: choice(promotion.somePercent),
    saving: choice(promotion.saving),
    someSaving: choice(promotion.someSaving),
    bundle: choice(promotion.bundle),
    gift: choice(promotion.gift),
    shipping: choice(promotion.shipping),
    pricedCampaign: choice(promotion.pricedCampaign),
    campaign: choice(promotion.campaign),
    minimumSpend: choice(promotion.minimumSpend),
    code: choice(promotion.code),
  }
}
