/** Brand voices of a shop: versions that never change, a default, and what they do to a text. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fixedClock } from '../../../src/clock.ts'
import { segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { brandVoiceSchema, type BrandVoice } from '../../../src/content/voice/brand-voice.ts'
import {
  getVoice,
  listVoices,
  newVoiceSchema,
  putVoice,
  resolveVoice,
  setDefaultVoice,
} from '../../../src/content/voice/voices.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import { testDatabase } from '../../support/database.ts'
import { kettle } from '../copy-rig.ts'

const clock = fixedClock('2026-03-01T12:00:00Z')

describe('voices of a shop', () => {
  test('a version never changes; the latest speaks; the default is the shop’s choice', async () => {
    await using database = await testDatabase()
    const { db, shopId } = database
    const put = (name: string) =>
      db
        .transaction()
        .execute((trx) => putVoice(trx, clock, shopId, 'hearth', newVoiceSchema.parse({ name })))
    expect(await resolveVoice(db, shopId, null)).toBeNull()
    expect((await put('one')).version).toBe(1)
    expect((await put('one')).version).toBe(1)
    expect((await put('two')).version).toBe(2)
    expect((await getVoice(db, shopId, 'hearth', 1)).voice.name).toBe('one')
    await expect(setDefaultVoice(db, shopId, 'nobody')).rejects.toMatchObject({
      code: 'content.voice-not-found',
    })
    await setDefaultVoice(db, shopId, 'hearth')
    expect(await resolveVoice(db, shopId, null)).toMatchObject({ id: 'hearth', version: 2 })
    expect((await listVoices(db, shopId, { limit: 5 })).items).toMatchObject([
      { id: 'hearth', isDefault: true },
    ])
    await setDefaultVoice(db, shopId, null)
    expect(await resolveVoice(db, shopId, null)).toBeNull()
  })
})

describe('a voice in the words', () => {
  const sheet = buildFactSheet(
    kettle('k', { attributes: { ...kettle('k').attributes, cable_colour: { value: 'grey' } } }),
    '2026-03-01T00:00:00.000Z',
  )
  const texts = (change: Partial<BrandVoice>, locale = 'en') => {
    const voice = brandVoiceSchema.parse({ id: 'v', name: 'V', ...change })
    return Array.from({ length: 30 }, (_unused, seed) =>
      segmentsText(composeField(sheet, 'pdp.long', { locale, seed, voice })),
    ).join('\n')
  }

  test('short forms, person and banned words', () => {
    expect(texts({ contractions: true })).toMatch(/isn't dishwasher safe/)
    expect(texts({ contractions: false })).not.toMatch(/n't/)
    expect(texts({ person: 'second', length: 'long' })).toMatch(/\b[Yy]ou\b|Choose/)
    expect(texts({ person: 'third' })).not.toMatch(/\b[Yy]ou\b|Choose|Pick one/)
    expect(texts({})).toMatch(/ holds /)
    expect(texts({ banned: ['holds'] })).not.toMatch(/ holds /)
  })

  test('preferred terms and spelling change our words, never names or values', () => {
    const american = texts({ spelling: 'en-US' })
    expect(american).toMatch(/colors/)
    expect(american).toMatch(/liters/)
    expect(american).toMatch(/grey cable/)
    expect(texts({ spelling: 'en-GB' })).toMatch(/colours/)
    expect(texts({ spelling: 'en-US' }, 'en-GB')).toMatch(/colours/)
    expect(texts({ preferred: { warranty: 'guarantee' } })).not.toMatch(/warranty/)
    expect(texts({ preferred: { kettle: 'boiler' } })).toMatch(/Tindelow Alder Kettle/)
  })

  test('the length decides how much is said', () => {
    const words = (length: BrandVoice['length']) => texts({ length }).split(/\s+/).length
    expect(words('long')).toBeGreaterThanOrEqual(words('short'))
  })

  test('the voices of the fixtures are valid and speak', () => {
    const voices = z
      .array(brandVoiceSchema)
      .parse(JSON.parse(readFileSync('fixtures/brand-voices.json', 'utf8')))
    expect(voices).toHaveLength(2)
    for (const voice of voices) expect(texts(voice, 'en-GB')).toContain('Tindelow Alder Kettle')
    expect(texts({ banned: ['must-have', 'a+b (c)'] })).toContain('Tindelow')
  })
})
