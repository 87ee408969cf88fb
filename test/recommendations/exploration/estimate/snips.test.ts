import { expect, test } from 'vitest'
import { createChance } from '../../../../src/chance.ts'
import { compareDraws, type Draw } from '../../../../src/recommendations/exploration/estimate/snips.ts'

interface World {
  readonly visitors: number
  readonly candidates: number
  /** Click rate of what the target shows, and of what is shown now. */
  readonly target: number
  readonly baseline: number
}

/** Visitors differ in how many slates they see and how readily they click, so that draws of one hang together. */
function simulate(seed: number, { visitors, candidates, target, baseline }: World): Draw[] {
  const chance = createChance(seed)
  return Array.from({ length: visitors }, (_, visitor) => {
    const readiness = 2 * chance()
    return Array.from({ length: 1 + Math.floor(6 * chance()) }, (): Draw => {
      const drawn = Math.floor(candidates * chance())
      const rate = readiness * (drawn === 0 ? baseline : drawn === 1 ? target : 0.05)
      return {
        visitor: String(visitor),
        chance: 1 / candidates,
        target: drawn === 1,
        baseline: drawn === 0,
        reward: chance() < rate ? 1 : 0,
      }
    })
  }).flat()
}

test('a known effect is recovered, and the 95 % interval covers it about 95 times in 100', () => {
  const world = { visitors: 1_500, candidates: 10, target: 0.12, baseline: 0.08 }
  let sum = 0
  let covered = 0
  const runs = 300
  for (let seed = 1; seed <= runs; seed += 1) {
    const { difference, cut } = compareDraws(simulate(seed, world))
    if (difference === null) continue
    expect(cut).toBe(0)
    sum += difference.value
    if (difference.lo <= 0.04 && 0.04 <= difference.hi) covered += 1
  }
  expect(Math.abs(sum / runs - 0.04)).toBeLessThan(0.004)
  expect(covered / runs).toBeGreaterThan(0.92)
  expect(covered / runs).toBeLessThan(0.98)
})

test('draws of different chances are weighed by them, and none counts more than ten', () => {
  const draw = (chance: number, reward: number): Draw => ({
    ...{ visitor: String(chance), chance, reward },
    ...{ target: true, baseline: false },
  })
  const { target, cut } = compareDraws([draw(0.5, 1), draw(0.25, 0), draw(0.001, 0)])
  expect(target.value).toBeCloseTo(2 / (2 + 4 + 10))
  expect(target.effective).toBeCloseTo(16 ** 2 / (4 + 16 + 100))
  expect(cut).toBe(1)
})

test('nothing is claimed without draws on both sides', () => {
  const draws = simulate(1, { visitors: 50, candidates: 10, target: 0.1, baseline: 0.1 })
  expect(compareDraws(draws.filter(({ baseline }) => !baseline)).difference).toBeNull()
  expect(compareDraws([]).target).toEqual({ draws: 0, visitors: 0, rewards: 0, effective: 0, value: null })
})
