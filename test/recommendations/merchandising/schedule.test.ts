import { describe, expect, test } from 'vitest'
import { isInForce, isTimeZone, type Schedule } from '../../../src/recommendations/merchandising/schedule.ts'

const at = (moment: string) => new Date(moment)
const berlin = (rest: Partial<Schedule>): Schedule => ({ timeZone: 'Europe/Berlin', ...rest })

describe('isInForce', () => {
  test('a rule without a schedule is always in force', () => {
    expect(isInForce(null, at('2026-01-01T00:00:00Z'))).toBe(true)
  })

  test('boundaries take effect by the clock: the first moment counts, the last does not', () => {
    const friday = berlin({ from: '2026-11-27T00:00:00+01:00', until: '2026-11-28T00:00:00+01:00' })
    expect(isInForce(friday, at('2026-11-26T22:59:59.999Z'))).toBe(false)
    expect(isInForce(friday, at('2026-11-26T23:00:00Z'))).toBe(true)
    expect(isInForce(friday, at('2026-11-27T22:59:59.999Z'))).toBe(true)
    expect(isInForce(friday, at('2026-11-27T23:00:00Z'))).toBe(false)
  })

  test('days are those of the time zone', () => {
    const saturdays: Schedule = { timeZone: 'America/Los_Angeles', days: ['sat'] }
    expect(isInForce(saturdays, at('2026-11-29T05:00:00Z'))).toBe(true)
    expect(isInForce(saturdays, at('2026-11-28T05:00:00Z'))).toBe(false)
  })

  test('hours over midnight belong to the day they begin on', () => {
    const night = berlin({ days: ['fri'], hours: [{ from: '22:00', until: '02:00' }] })
    expect(isInForce(night, at('2026-11-27T21:00:00Z'))).toBe(true)
    expect(isInForce(night, at('2026-11-28T00:59:00Z'))).toBe(true)
    expect(isInForce(night, at('2026-11-28T01:00:00Z'))).toBe(false)
    expect(isInForce(night, at('2026-11-27T00:30:00Z'))).toBe(false)
    expect(isInForce(night, at('2026-11-28T21:00:00Z'))).toBe(false)
  })

  test('an hour skipped in spring is not in force, one that comes twice in autumn is, both times', () => {
    const twoToThree = berlin({ hours: [{ from: '02:00', until: '03:00' }] })
    const springDay = Array.from({ length: 48 }, (_, half) => new Date(Date.UTC(2026, 2, 28, 23, half * 30)))
    expect(springDay.slice(0, 46).filter((now) => isInForce(twoToThree, now))).toEqual([])
    expect(isInForce(twoToThree, at('2026-10-25T00:30:00Z'))).toBe(true)
    expect(isInForce(twoToThree, at('2026-10-25T01:30:00Z'))).toBe(true)
    expect(isInForce(twoToThree, at('2026-10-25T02:30:00Z'))).toBe(false)
  })

  test('midnight is the first minute of a day', () => {
    expect(
      isInForce(berlin({ hours: [{ from: '00:00', until: '00:01' }] }), at('2026-11-26T23:00:00Z')),
    ).toBe(true)
  })
})

test('time zones are those of the tz database', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true)
  expect(isTimeZone('Mars/Olympus')).toBe(false)
})
