/** Amounts of money in a text, however they are written: "€39.90", "39,90 €", "EUR 1.299", "99 cents". */

export interface MoneyMention {
  readonly text: string
  readonly start: number
  readonly end: number
  /** In minor units of two digits or, for yen and the like, in whole units; see `amountOf`. */
  readonly digits: string
  /** ISO 4217; null where a sign stands for several ("$", "¥", "kr"). */
  readonly currency: string | null
  /** "per litre", "/ 100 g": the amount is a unit price. */
  readonly perUnit: string | null
}

const signs: ReadonlyMap<string, string | null> = new Map([
  ['€', 'EUR'],
  ['£', 'GBP'],
  ['US$', 'USD'],
  ['A$', 'AUD'],
  ['CA$', 'CAD'],
  ['$', null],
  ['¥', null],
  ['₹', 'INR'],
  ['zł', 'PLN'],
  ['kr', null],
  ['Fr.', 'CHF'],
])
/** Codes that are no English words: "ALL", "TOP" and "TRY" are, and stand in titles. */
const codes = 'EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|AUD|CAD|NZD|CNY|INR|HUF|RON|BGN'
const words: ReadonlyMap<string, string | null> = new Map([
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['dollar', null],
  ['dollars', null],
])
const amount = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`
const before = String.raw`(?:US\$|CA\$|A\$|[€£$¥₹]|(?<![\p{L}\p{N}])(?:${codes})(?![\p{L}\p{N}]))`
const after = String.raw`(?:[€£$¥₹]|(?:${codes}|zł|kr|[Ee]uros?|dollars?)(?![\p{L}\p{N}]))`
const moneyPattern = new RegExp(
  String.raw`(${before})[\s\u00a0\u202f]?(${amount})(?![\p{N}])|(?<![\p{L}\p{N}.,])(${amount})[\s\u00a0\u202f]?(${after})`,
  'gu',
)
const mayHoldMoney = /[€£$¥₹]|[A-Z]{3}|zł|kr|uro|ollar/
const perPattern =
  /^\s?(?:\/|per|je|pro|a|an|each)\s?((?:\d+\s?)?(?:kg|g|mg|l|ml|cl|m²|m|cm|litre|liter|metre|meter|kilogram|kilogramm|gram|gramm|piece|stück|item|unit|wash|serving|portion|sheet))(?![\p{L}\p{N}])/iu

export function moneyIn(text: string): MoneyMention[] {
  if (!mayHoldMoney.test(text)) return []
  const found: MoneyMention[] = []
  for (const match of text.matchAll(moneyPattern)) {
    const [whole, signBefore, digitsAfter, digitsBefore, signAfter] = match
    const end = match.index + whole.length
    found.push({
      text: whole,
      start: match.index,
      end,
      digits: digitsAfter ?? digitsBefore ?? '',
      currency: currencyOf(signBefore ?? signAfter ?? ''),
      perUnit: perPattern.exec(text.slice(end, end + 24))?.[1] ?? null,
    })
  }
  return found
}

/** The amount in minor units of a currency with that many decimals; undefined when it cannot be one. */
export function amountOf(digits: string, decimals: number): number | undefined {
  const fraction = /[.,](\d{1,2})$/.exec(digits)?.[1]
  const whole = (fraction === undefined ? digits : digits.slice(0, -fraction.length - 1)).replace(/\D/g, '')
  if (whole === '') return undefined
  return (
    Number(whole) * 10 ** decimals + Number((fraction ?? '').padEnd(decimals, '0').slice(0, decimals) || '0')
  )
}

function currencyOf(sign: string): string | null {
  const known = signs.get(sign)
  if (known !== undefined) return known
  return words.get(sign.toLowerCase()) ?? (/^[A-Z]{3}$/.test(sign) ? sign : null)
}
