/**
 * Applies merchandising rules to a ranking: hide over pin over bury over boost. Pure, and the same for the same input;
 * products no rule is about keep their order among themselves.
 */
import type { ActiveRule, Ranked, RuleView } from './rule.ts'

/** A boost without a factor doubles, a bury without one halves. */
const defaultFactors = { boost: 2, bury: 0.5 } as const
/** Products that one pin may bring in. */
const pinnedMax = 10

export function applyRules(
  ranked: readonly Ranked[],
  rules: readonly ActiveRule[],
  view: RuleView,
): readonly Ranked[] {
  if (rules.length === 0) return ranked
  const of = (action: ActiveRule['action']) => rules.filter((rule) => rule.action === action).sort(byPriority)
  const hides = of('hide')
  const isHidden = (product: number) => hides.some(({ filter }) => view.keeps(filter, product))
  const shown = ranked.filter(({ product }) => !isHidden(product))
  const pins = choosePins(of('pin'), shown, view, isHidden)
  const pinned = new Set(pins.map(({ product }) => product))
  const [buries, boosts] = [of('bury'), of('boost')]
  const weighed = shown
    .filter(({ product }) => !pinned.has(product))
    .map((item) => weigh(item, buries, boosts, view))
  weighed.sort((a, b) => Number(a.isBuried) - Number(b.isBuried) || b.score - a.score)
  const scoreOf = new Map(ranked.map(({ product, score }) => [product, score]))
  return placePins(
    weighed.map(({ product, score, rule }) => ({ product, score, rule })),
    pins.map((pin) => ({ ...pin, score: scoreOf.get(pin.product) ?? 0 })),
  )
}

/** The higher priority first; equal ones by id, so that the order never depends on how they were stored. */
function byPriority(a: ActiveRule, b: ActiveRule): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1)
}

interface Pin {
  readonly product: number
  readonly position: number
  readonly rule: string
}

/**
 * Each pin takes its eligible products to consecutive places from its position on, the most relevant ones first; a taken
 * place moves it down.
 */
function choosePins(
  rules: readonly ActiveRule[],
  shown: readonly Ranked[],
  view: RuleView,
  isHidden: (product: number) => boolean,
): Pin[] {
  const taken = new Set<number>()
  const products = new Set<number>()
  const pins: Pin[] = []
  for (const { id, filter, position = 0 } of rules) {
    let place = position
    const known = shown.filter(({ product }) => view.keeps(filter, product)).slice(0, pinnedMax)
    const found = known.length < pinnedMax ? view.find(filter, pinnedMax) : []
    const wanted = new Set([...known.map(({ product }) => product), ...found])
    for (const product of [...wanted].slice(0, pinnedMax)) {
      if (products.has(product) || isHidden(product) || !view.isEligible(product)) continue
      while (taken.has(place)) place++
      taken.add(place)
      products.add(product)
      pins.push({ product, position: place, rule: id })
    }
  }
  return pins.sort((a, b) => a.position - b.position)
}

/** The first rule that is about the product decides, burying before boosting. */
function weigh(item: Ranked, buries: readonly ActiveRule[], boosts: readonly ActiveRule[], view: RuleView) {
  const isAbout = ({ filter }: ActiveRule) => view.keeps(filter, item.product)
  const bury = buries.find(isAbout)
  const boost = bury === undefined ? boosts.find(isAbout) : undefined
  const rule = bury ?? boost
  const factor =
    rule === undefined ? 1 : (rule.factor ?? defaultFactors[bury === undefined ? 'boost' : 'bury'])
  return {
    ...item,
    score: item.score * factor,
    rule: rule?.id ?? item.rule,
    isBuried: bury !== undefined,
  }
}

function placePins(rest: readonly Ranked[], pins: readonly (Pin & { readonly score: number })[]): Ranked[] {
  const placed: Ranked[] = []
  let next = 0
  for (const { product, position, rule, score } of pins) {
    while (placed.length < position && next < rest.length) {
      const item = rest[next++]
      if (item !== undefined) placed.push(item)
    }
    placed.push({ product, score, rule })
  }
  return [...placed, ...rest.slice(next)]
}
