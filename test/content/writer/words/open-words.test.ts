/** One line of data holds many wordings; every one of them reads as if it had been written out. */
import { expect, test } from 'vitest'
import { closed, everyWording, firstWording } from '../../../../src/content/writer/words/open-words.ts'
import { createChooser } from '../../../../src/content/writer/words/random.ts'

const last = (words: readonly string[]) => words.at(-1) ?? ''

test('every combination of open words is a wording', () => {
  expect(everyWording('has a [screen|display] [of|with] {v}')).toEqual([
    'has a screen of {v}',
    'has a screen with {v}',
    'has a display of {v}',
    'has a display with {v}',
  ])
})

test('choices inside a choice are made, and an empty one leaves no blank', () => {
  expect(closed('uses {v} [inside|as [the|its] processor]', last)).toBe('uses {v} as its processor')
  expect(closed('supports {v} [networks|]', last)).toBe('supports {v}')
  expect(closed('{s} [too|], {vps}.', last)).toBe('{s}, {vps}.')
})

test('where nothing is drawn the first words are taken', () => {
  expect(firstWording('[has|carries] a [screen|display]')).toBe('has a screen')
  expect(firstWording('has a lid')).toBe('has a lid')
})

test('a text uses every word of a choice before it uses one again', () => {
  const chooser = createChooser('seed')
  const drawn = Array.from({ length: 3 }, () => chooser.close('[a|b|c]'))
  expect([...drawn].sort()).toEqual(['a', 'b', 'c'])
})

test('a word chosen inside one place does not change another', () => {
  expect(everyWording('in [grey|red]')).toHaveLength(2)
  expect(everyWording('in red')).toEqual(['in red'])
})
