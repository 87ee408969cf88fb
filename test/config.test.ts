import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'

describe('where the data lies', () => {
  test('DATA_DIR moves the embedded database too', () => {
    expect(readConfig({}).DATABASE_URL).toBe('pglite://./data')
    expect(readConfig({ DATA_DIR: '/srv/vitrine' })).toMatchObject({
      DATABASE_URL: 'pglite:///srv/vitrine',
      QUEUE_URL: 'pglite:///srv/vitrine',
      embedded: true,
    })
  })

  test('DATABASE_URL has the last word', () => {
    expect(readConfig({ DATA_DIR: '/srv/vitrine', DATABASE_URL: 'pglite:///elsewhere' })).toMatchObject({
      DATABASE_URL: 'pglite:///elsewhere',
      DATA_DIR: '/srv/vitrine',
    })
    expect(readConfig({ DATABASE_URL: 'postgres://db/vitrine' })).toMatchObject({ embedded: false })
  })
})

test('only a process that load is balanced over drains by default', () => {
  expect(readConfig({}).SHUTDOWN_DRAIN_MS).toBe(0)
  expect(readConfig({ DATABASE_URL: 'postgres://db/vitrine' }).SHUTDOWN_DRAIN_MS).toBe(1_000)
  expect(readConfig({ SHUTDOWN_DRAIN_MS: '250' }).SHUTDOWN_DRAIN_MS).toBe(250)
})
