/** Words that announce a reduction, a promotion or a gift, in English and German (form: check/text/phrase-index.ts). */
import { createPhraseIndex } from '../text/phrase-index.ts'

export type PriceWord = 'reduction' | 'promotion' | 'free' | 'price'

const wording: Readonly<Record<PriceWord, readonly string[]>> = {
  reduction: [
    '(was|were|previously|formerly|originally) priced?',
    '(reduced|discounted|discount|discounts|markdown|savings)',
    '(save|saves|saving) (up to|over|at least|a|an|you)?',
    '(instead of|down from|marked down|price cut|price drop|off)',
    '(statt|reduziert|reduzierte|reduzierter|rabatt|rabatte|nachlass|preisnachlass|ersparnis|vorher|früher|bisher|günstiger|preissenkung|gesenkt)',
    '(spare|sparen|sparst|spart) (sie|bis zu)?',
  ],
  promotion: [
    "(special|limited|exclusive|introductory|seasonal|current|today's|weekly|our) (offer|offers|deal|deals|promotion|discount)",
    '(on|in the|in our) (sale|offer|promotion)',
    '(sale|offer|promotional|promo|deal) (price|prices|period|code|week|weekend)',
    '(summer|winter|spring|autumn|easter|christmas|clearance|flash|end of season|mid season|january|holiday) (sale|sales|offer|deal|deals)',
    '(black friday|cyber monday|prime day|singles day|boxing day)',
    '(this|the) (offer|promotion|deal|sale) (is|ends|runs|applies|starts|lasts)',
    '(use|with|enter) (the)? code',
    '(im|in der) (angebot|aktion|sale)',
    '(sonderangebot*|angebotspreis*|aktionspreis*|sonderpreis*|rabattaktion*|rabattcode*|schlussverkauf|sommerschlussverkauf|winterschlussverkauf|gutscheincode*|einführungspreis*)',
    '(diese|die|unsere) (aktion|rabattaktion) (endet|läuft|gilt)',
  ],
  free: [
    'free (shipping|delivery|postage|returns|return|gift|gifts|trial|sample|samples|accessory|accessories|upgrade|installation|extra|bonus|case|item|product|with|when|today|download|refill|refills)',
    '(for|absolutely|completely|totally|100|get one|get it|one|comes|yours) free',
    'free of charge',
    '(at no|no|without) (extra|additional|further)? (cost|charge)',
    '(complimentary|gratis|kostenlos*|kostenfrei*|umsonst|gratiszugabe|versandkostenfrei*|portofrei*)',
    'free (gift|extra|bonus) ~ (with|when)',
    '(ohne) (aufpreis|mehrkosten|versandkosten)',
    '(geschenkt|gratis dazu)',
  ],
  price: [
    '(price|prices|priced|cheap|costs|rrp|msrp|preis|preise|kostet|uvp|preiswert|billig)',
    '(low|great|good|best|fair) (price|prices|value)',
  ],
}
/** Longer phrases with the same words that announce nothing. */
const harmless = [
  '(switch|switches|turn|turns|turned|switched|power|powers|powered|auto|automatic|shut|cut|lift|lifts|take|takes|wipe|peel|come|comes|showing|on and|rinse|log|sign|drop|kick|well|set|sets|give|gives|hold|keeps|keep|wipes|rinses|fall|falls) off',
  'off (mode|switch|timer|button|function|road|line|white|grid|peak|the|state|delay|centre|center|axis)',
  '(save|saves|saving|savings) (space|time|energy|power|water|paper|effort|room|ink|toner|battery|files|money|mode|settings|data|documents|your)',
  '(reduced|reduces) (noise|weight|glare|vibration|friction|size|risk|power|energy|consumption|salt|fat|sugar|flicker|instruction|mobility)',
  '(energy|power|space|water|time|toner|battery|ink|paper|cost|costs|energie|strom|platz) (saving|savings|save|saver)',
  'at no time',
  '(früher|vorher|bisher) (war|gab)',
]

export const priceWords = createPhraseIndex<PriceWord | null>([
  ...harmless.map((phrase) => [phrase, null] as const),
  ...wording.reduction.map((phrase) => [phrase, 'reduction'] as const),
  ...wording.promotion.map((phrase) => [phrase, 'promotion'] as const),
  ...wording.free.map((phrase) => [phrase, 'free'] as const),
  ...wording.price.map((phrase) => [phrase, 'price'] as const),
])
