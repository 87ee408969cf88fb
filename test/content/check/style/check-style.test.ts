import { describe, expect, test } from 'vitest'
import { checkStyle } from '../../../../src/content/check/style/check-style.ts'
import { measureReading } from '../../../../src/content/check/style/readability.ts'
import { brandVoiceSchema } from '../../../../src/content/voice/brand-voice.ts'
import { codesOf, fact, findingsOf } from '../text-rig.ts'

const voice = (more: object) => ({ voice: brandVoiceSchema.parse({ id: 'house', name: 'House', ...more }) })

describe('S01', () => {
  const context = voice({ banned: ['cheap'], preferred: { sofa: 'settee' } })

  test('a banned word warns, a preferred one is put in its place with its capital', () => {
    expect(codesOf(checkStyle, 'A cheap cover.', { context })).toEqual(['S01'])
    expect(findingsOf(checkStyle, 'Sofa for two.', { context })[0]?.replacement).toBe('Settee')
  })

  test('names keep their words', () => {
    const title = fact('title', 'Sofa Star', { id: 'p_title' })
    expect(codesOf(checkStyle, 'The Sofa Star is red.', { context, facts: [title] })).toEqual([])
  })

  test('spelling follows the voice', () => {
    expect(findingsOf(checkStyle, 'The color is red.')[0]?.replacement).toBe('colour')
    expect(codesOf(checkStyle, 'The color is red.', { context: voice({ spelling: 'en-US' }) })).toEqual([])
  })
})

describe('S02', () => {
  test('a sentence without end is too long', () => {
    expect(codesOf(checkStyle, `It is ${'red and blue and '.repeat(12)}green.`)).toContain('S02')
  })

  test('long words in long sentences are a higher grade than short ones', () => {
    const sentence = (said: string[]) => [{ length: said.length, said }]
    const plain = measureReading(sentence(['the', 'lid', 'is', 'red']), 'en').grade
    const hard = measureReading(
      sentence(['individual', 'configurability', 'is', 'extraordinary']),
      'en',
    ).grade
    expect(hard).toBeGreaterThan(plain)
    expect(measureReading(sentence(['der', 'deckel', 'ist', 'rot']), 'de').grade).toBeLessThan(6)
  })
})

describe('S03', () => {
  test('a voice in the third person does not address the reader', () => {
    expect(codesOf(checkStyle, 'You get a lid.')).toEqual(['S03'])
    expect(codesOf(checkStyle, 'You get a lid.', { context: voice({ person: 'second' }) })).toEqual([])
  })

  test('contractions are written out where the long form is certain', () => {
    expect(findingsOf(checkStyle, "It doesn't leak.")[0]?.replacement).toBe('does not')
    expect(findingsOf(checkStyle, "It's red.")[0]?.replacement).toBeNull()
  })

  test('four sentences in a row that open alike are monotonous', () => {
    expect(codesOf(checkStyle, ['It has a lid.', 'It has a pot.', 'It has a pan.', 'It has a cup.'])).toEqual(
      ['S03'],
    )
  })

  test('doubled blanks are mended', () => {
    expect(findingsOf(checkStyle, 'The lid  is red .').map(({ replacement }) => replacement)).toEqual([
      ' ',
      '',
    ])
  })
})
