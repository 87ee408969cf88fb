/**
 * P01–P06: prices, reductions, promotions and gifts. The prior price and the last day of a promotion may stand in
 * another field of the document: a shopper sees them together.
 */
import type { Fact } from '../../facts/fact.ts'
import { formatMoney } from '../../writer/words/money.ts'
import { createFinding, type Finding, type FindingCode } from '../finding.ts'
import type { Check, CopyDocument, GateContext } from '../gate-context.ts'
import type { PhraseHit } from '../text/phrase-index.ts'
import { isData, readDocument, type Reading } from '../text/reading.ts'
import { checkAmounts } from './check-amounts.ts'
import { moneyIn } from './money-mention.ts'
import { isPercentOff, isPriorPrice, isReduction, startsFromLow } from './price-fact.ts'
import { priceWords, type PriceWord } from './price-wording.ts'

export const checkPrices: Check = (document, context) => {
  const readings = readDocument(document, context)
  const whole = { document, context, readings }
  return readings.flatMap((reading) => {
    const hits = priceWords
      .find(reading.words)
      .filter((hit) => hit.means !== null && !isData(reading, hit.from, hit.to, ['name', 'value']))
    return [
      ...checkAmounts(reading, document, context),
      ...checkPercent(reading, hits, context),
      ...checkPrior(reading, hits, whole),
      ...checkPromotion(reading, hits, whole),
      ...checkFree(reading, hits),
      ...checkBans(reading, hits, context),
    ]
  })
}

type Hit = PhraseHit<PriceWord | null>

interface Whole {
  readonly document: CopyDocument
  readonly context: GateContext
  readonly readings: readonly Reading[]
}

const percentPattern =
  /(?<![\p{L}\p{N}.,])[-−–]?(\d+(?:[.,]\d+)?)[\s\u00a0]?(?:%|percent\b|per cent\b|Prozent\b)/gu

function checkPercent(reading: Reading, hits: readonly Hit[], { sheet }: GateContext): Finding[] {
  if (!hits.some((hit) => hit.means === 'reduction') && !/[-−–]\d+\s?%/.test(reading.text)) return []
  return [...reading.text.matchAll(percentPattern)].flatMap((match) => {
    const value = Number((match[1] ?? '').replace(',', '.'))
    const { cited } = reading
    // "55 % cotton, reduced to ..." names a share: what a fact states as a share is none of a price.
    const isShare = cited.some((fact) => !isPercentOff(fact) && isStatedShare(fact, value))
    const percent = cited.find((fact) => isPercentOff(fact) && fact.value === value)
    if (isShare || (percent !== undefined && startsFromLow(percent, sheet))) return []
    const known = cited.filter((fact) => isPercentOff(fact) && startsFromLow(fact, sheet))
    const instead =
      known.length === 0
        ? 'no cited fact is computed from the lowest price of the last 30 days: leave the percentage out'
        : `the lowest price of the last 30 days gives ${known.map((fact) => `${String(fact.value)}%`).join(', ')}`
    return [
      found(
        'P02',
        reading,
        match.index,
        match.index + match[0].length,
        `${match[0]} is not shown: ${instead}.`,
      ),
    ]
  })
}

function isStatedShare(fact: Fact, value: number): boolean {
  return (
    (fact.value === value && fact.unit === '%') ||
    (typeof fact.value === 'string' && fact.value.includes(`${String(value)}%`))
  )
}

/** A reduction says what was, or it says nothing that can be checked. */
function checkPrior(
  reading: Reading,
  hits: readonly Hit[],
  { document, context, readings }: Whole,
): Finding[] {
  const hit = hits.find(({ means }) => means === 'reduction')
  const isAboutPrice = reading.cited.some(isReduction) || moneyIn(reading.text).length > 0
  const isPercent =
    hit !== undefined &&
    /\d\s?%|percent|Prozent/.test(reading.text) &&
    /\boff\b|rabatt|discount/i.test(reading.text)
  if (hit === undefined || !(isAboutPrice || isPercent)) return []
  const { sheet } = context
  const priors = sheet.facts.filter(isPriorPrice)
  const isShown = readings.some((other) =>
    other.cited.some(
      (fact) => isPriorPrice(fact) && other.text.includes(shown(fact, sheet.currency, document.locale)),
    ),
  )
  if (isShown) return []
  const [prior] = priors
  const cure =
    prior === undefined
      ? 'no prior price is known: do not announce a reduction'
      : `say the price before, ${formatMoney(Number(prior.value), sheet.currency, document.locale)} (${prior.id}), and cite it`
  return [found('P03', reading, hit.start, hit.end, `A reduction shows what the price was: ${cure}.`)]
}

function shown(fact: Fact, currency: string, locale: string): string {
  return formatMoney(Number(fact.value), currency, locale)
    .replace(/[.,]00(?=\D*$)/, '')
    .replace(/[^\d.,]+$/, '')
}

function checkPromotion(reading: Reading, hits: readonly Hit[], { context, readings }: Whole): Finding[] {
  const { now } = context
  const promotions = reading.cited.filter((fact) => fact.attribute.startsWith('promotion'))
  const outside = promotions.find((fact) => !isRunning(fact, now))
  if (outside !== undefined) {
    const when = 'the promotion has not begun or is over'
    return [found('P04', reading, 0, reading.text.length, `${outside.id}: ${when}; take the sentence out.`)]
  }
  const hit = hits.find(({ means }) => means === 'promotion')
  if (promotions.length === 0 && hit === undefined) return []
  const saysEnd = readings.some((other) => other.cited.some((fact) => fact.attribute === 'promotion_ends'))
  if (saysEnd) return []
  const ends = context.sheet.facts.find((fact) => fact.attribute === 'promotion_ends')
  const fix =
    ends === undefined
      ? 'No promotion with dates is known: leave the announcement out, or enter the promotion.'
      : `Say until when it runs, and cite ${ends.id}.`
  return [found('P04', reading, hit?.start ?? 0, hit?.end ?? reading.text.length, fix)]
}

function isRunning(fact: Fact, now: string): boolean {
  const { startsAt, expiresAt } = fact
  return (startsAt === undefined || startsAt <= now) && (expiresAt === undefined || expiresAt > now)
}

const freeAttribute = /(?:^|_)(?:free|gift|gratis|included|trial|sample|buy|pay)(?:_|$)/

function checkFree(reading: Reading, hits: readonly Hit[]): Finding[] {
  const hit = hits.find(({ means }) => means === 'free')
  if (hit === undefined) return []
  const isFact = reading.cited.some(
    (fact) =>
      fact.value !== false &&
      (freeAttribute.test(fact.attribute) ||
        (typeof fact.value === 'string' && /\b(?:free|gratis|kostenlos)\b/i.test(fact.value))),
  )
  const fix = 'No cited fact gives it away: name the cost, or leave "free" out.'
  return isFact ? [] : [found('P05', reading, hit.start, hit.end, fix)]
}

function checkBans(reading: Reading, hits: readonly Hit[], { channel }: GateContext): Finding[] {
  const bans = channel?.fields[reading.field]?.bans ?? []
  if (channel === null || !(bans.includes('price') || bans.includes('promotion'))) return []
  const findings: Finding[] = []
  if (bans.includes('price')) {
    for (const { start, end } of moneyIn(reading.text))
      findings.push(
        found('P06', reading, start, end, `${channel.title} takes no prices here: leave the amount out.`),
      )
  }
  for (const { means, start, end } of hits) {
    const isBanned = means === 'price' ? bans.includes('price') : bans.includes('promotion')
    if (isBanned)
      findings.push(
        found('P06', reading, start, end, `${channel.title} takes no such wording here: leave it out.`),
      )
  }
  return findings
}

function found(code: FindingCode, reading: Reading, start: number, end: number, fix: string): Finding {
  return createFinding(code, {
    field: reading.field,
    segment: reading.index,
    span: { start, end },
    text: reading.text.slice(start, end),
    evidence: reading.segment.factIds,
    fix,
  })
}
