import { describe, expect, test } from 'vitest'
import { databaseOutage } from '../../src/database/outage.ts'
import { AppError } from '../../src/errors.ts'

const withCode = (code: string) => Object.assign(new Error('as the driver says'), { code })

describe('a database that is away', () => {
  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', '57P01', '57P03', '08006', '08P01', '53300'])(
    '%s asks the caller to come back',
    (code) => {
      expect(databaseOutage(withCode(code))).toMatchObject({
        code: 'database.unavailable',
        retryAfterMs: 2_000,
      })
    },
  )

  test('is known by what the pool says without a code', () => {
    expect(databaseOutage(new Error('timeout exceeded when trying to connect'))).toBeDefined()
    expect(databaseOutage(new Error('Connection terminated unexpectedly'))).toBeDefined()
  })

  test('is not what a wrong statement, a cancelled one, or an error of ours means', () => {
    for (const code of ['42P01', '23505', '57014', '53100', '55P03', 'FST_ERR_BAD_URL']) {
      expect([code, databaseOutage(withCode(code))]).toEqual([code, undefined])
    }
    expect(databaseOutage(new Error('Connection terminated by the plot'))).toBeUndefined()
    expect(databaseOutage(new AppError('internal', 'Connection terminated'))).toBeUndefined()
    expect(databaseOutage('Connection terminated')).toBeUndefined()
  })
})
