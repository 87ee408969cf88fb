import { describe, expect, it } from 'vitest'
import { dotProduct } from '../../../src/inference/embedder.ts'
import { fitLsaModel } from '../../../src/inference/lsa/fit-lsa-model.ts'
import { lsaFromBytes, lsaToBytes } from '../../../src/inference/lsa/lsa-bytes.ts'
import { foldIn } from '../../../src/inference/lsa/lsa-model.ts'

/** "sneaker" never meets "boot", but both meet "leather sole". */
const shoes = ['leather sole sneaker', 'leather sole boot', 'sneaker with rubber sole', 'boot of leather']
const lamps = ['brass desk lamp', 'reading lamp for the desk', 'brass floor lamp', 'lamp bulb']
const settings = { dimensions: 2, seed: 7 }

describe('fitLsaModel', () => {
  it('brings words together that occur with the same words', () => {
    const model = fitLsaModel([...shoes, ...lamps], settings)
    const similarity = (a: string, b: string) => dotProduct(foldIn(model, a), foldIn(model, b))
    expect(similarity('sneaker', 'boot')).toBeGreaterThan(similarity('sneaker', 'lamp') + 0.3)
  })

  it('is the same for the same texts and seed, byte by byte', () => {
    const [one, two] = [fitLsaModel(shoes, settings), fitLsaModel(shoes, settings)]
    expect(lsaToBytes(two)).toEqual(lsaToBytes(one))
  })

  it('has no more dimensions than the catalogue has independent texts', () => {
    expect(fitLsaModel(['red shoe', 'red shoe', 'desk'], { dimensions: 128, seed: 1 }).dimensions).toBe(2)
    expect(fitLsaModel(['shoe'], { dimensions: 128, seed: 1 }).dimensions).toBe(1)
  })

  it('refuses texts without a single word', () => {
    expect(() => fitLsaModel(['', '!!!'], settings)).toThrow(
      expect.objectContaining({ code: 'inference.rejected' }),
    )
  })

  it('places a text without known words at the centre of the catalogue', () => {
    const model = fitLsaModel([...shoes, ...lamps], settings)
    expect(foldIn(model, 'zeppelin')).toEqual(model.centre)
  })
})

describe('the bytes of a model', () => {
  const model = fitLsaModel([...shoes, ...lamps, 'чайник 靴'], settings)

  it('give the same model back', () => {
    expect(lsaFromBytes(lsaToBytes(model))).toEqual(model)
  })

  it('are read at any offset of a larger buffer', () => {
    const bytes = lsaToBytes(model)
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(lsaFromBytes(larger.subarray(3))).toEqual(model)
  })

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)],
    ['empty', () => new Uint8Array(0)],
    ['of another format', (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 4 ? 99 : byte))],
    [
      'lying about its size',
      (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 15 ? 127 : byte)),
    ],
  ])('are refused when %s', (_, damage) => {
    const damaged = damage(lsaToBytes(model))
    expect(() => lsaFromBytes(damaged)).toThrow(
      expect.objectContaining({ code: 'inference.weights-unusable' }),
    )
  })
})
