/** German word forms: endings of cases, plurals and weak verbs, umlauts of plurals, ß; compounds by their parts. */

const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sein: 'ist sind war waren bin bist seid gewesen sei',
    haben: 'hat habe haben hatte hatten gehabt habt hast',
    werden: 'wird werde wurde wurden geworden',
    können: 'kann könnt können konnte könnte',
    müssen: 'muss müsst muß',
    dürfen: 'darf dürft',
    sollen: 'soll sollte',
    wollen: 'will',
    halten: 'hält hielt gehalten',
    fassen: 'fasst faßt fassend',
    wiegen: 'wiegt wog gewogen',
    messen: 'misst mißt gemessen',
    tragen: 'trägt trug getragen',
    geben: 'gibt gab gegeben',
    nehmen: 'nimmt nahm genommen',
    bieten: 'bietet bot geboten',
    bestehen: 'besteht bestand',
    kommen: 'kommt kam gekommen',
    liegen: 'liegt lag gelegen',
    laufen: 'läuft lief gelaufen',
    finden: 'findet fand gefunden',
    sprechen: 'spricht',
    passen: 'passt paßt',
    lassen: 'lässt läßt ließ',
    x: '×',
  }).flatMap(([stem, forms]) => forms.split(' ').map((form) => [form, stem] as const)),
)

const known = new Map<string, string>()
const KNOWN_MAX = 20_000

/** @param word in lower case */
export function germanStem(word: string): string {
  const found = known.get(word)
  if (found !== undefined) return found
  const stem = stemmed(word)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(word, stem)
  return stem
}

function stemmed(word: string): string {
  const own = irregular.get(word) ?? word
  if (/\d/.test(own) || own.length <= 3) return own.replaceAll('ß', 'ss')
  const folded = own.replaceAll('ß', 'ss').replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u')
  return folded.replace(/(?<=.{3})(?:ernd|end|ern|em|en|er|es|et|e|s|n|t)$/, '')
}

/** Where a compound may be cut: both parts long enough to be words, a linking s or n left out. */
export function germanParts(word: string): (readonly [string, string])[] {
  if (word.length < 7 || /\d/.test(word)) return []
  const parts: (readonly [string, string])[] = []
  for (let at = 3; at <= word.length - 3; at += 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)]
    parts.push([germanStem(left), germanStem(right)])
    const unlinked = /^(.{3,})(?:s|n|en|es)$/.exec(left)?.[1]
    if (unlinked !== undefined) parts.push([germanStem(unlinked), germanStem(right)])
  }
  return parts
}
