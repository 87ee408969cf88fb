import { describe, expect, test } from 'vitest'
import { checkResidue } from '../../../../src/content/check/residue/check-residue.ts'
import { codesOf, fact, findingsOf } from '../text-rig.ts'

test.each([
  'Here is your product description:',
  'As an AI language model, no opinion is held.',
  "I'm sorry, but that is not possible.",
  'Sure! The kettle holds 1.7 litres.',
  'Description: a kettle of steel.',
  'Based on the provided facts, it is black.',
  'This description avoids superlatives.',
])('M01: %s', (text) => {
  expect(codesOf(checkResidue, text)).toContain('M01')
})

test('M01 in German', () => {
  expect(codesOf(checkResidue, 'Hier ist die gewünschte Produktbeschreibung.', { locale: 'de' })).toContain(
    'M01',
  )
})

test.each([
  'Please note that it has no lid.',
  'Good to know: it is not suitable for the dishwasher.',
  'A type I plug for Australia.',
  'Here is where the lid goes.',
])('ordinary copy is no chatter: %s', (text) => {
  expect(codesOf(checkResidue, text)).toEqual([])
})

describe('M02', () => {
  test('a canary is found however it is written', () => {
    const context = { canaries: ['kanarie-7731'] }
    expect(codesOf(checkResidue, 'The kettle of Kanarie 7731.', { context })).toEqual(['M02'])
    expect(codesOf(checkResidue, 'The kettle is black.', { context })).toEqual([])
  })

  test('eight words of the prompt in a row are an echo, seven are not', () => {
    const context = { canaries: ['You write product copy for an online shop from numbered facts.'] }
    expect(
      codesOf(checkResidue, 'Write product copy for an online shop from numbered.', { context }),
    ).toEqual(['M02'])
    expect(codesOf(checkResidue, 'Copy for an online shop from numbered.', { context })).toEqual([])
  })
})

describe('M03', () => {
  test('a text in another language or script', () => {
    const german =
      'Der Wasserkocher ist aus Edelstahl und hat eine Leistung, die für den Alltag in der Küche reicht.'
    expect(codesOf(checkResidue, german)).toEqual(['M03'])
    expect(codesOf(checkResidue, german, { locale: 'de-DE' })).toEqual([])
    expect(codesOf(checkResidue, 'Чайник из нержавеющей стали для кухни.')).toEqual(['M03'])
  })

  test('short texts and foreign names raise no alarm', () => {
    const title = fact('title', 'Le Petit Prince et la rose du jardin de mon grand ami', { id: 'p_title' })
    expect(
      codesOf(checkResidue, 'The Le Petit Prince et la rose du jardin de mon grand ami is red.', {
        facts: [title],
      }),
    ).toEqual([])
    expect(codesOf(checkResidue, 'Blau, rot und gelb.')).toEqual([])
  })
})

test('M04: worn phrases warn, and adverbs that can go are taken out', () => {
  const [finding] = findingsOf(checkResidue, 'Elevate your kitchen.')
  expect(finding).toMatchObject({ code: 'M04', severity: 'warn', replacement: null })
  const [adverb] = findingsOf(checkResidue, 'The lid effortlessly opens.')
  expect(adverb).toMatchObject({ code: 'M04', text: ' effortlessly', replacement: '' })
})
