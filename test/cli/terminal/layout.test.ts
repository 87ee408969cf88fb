import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { columns } from '../../../src/cli/terminal/columns.ts'
import { printable } from '../../../src/cli/terminal/printable.ts'
import { bytes, counted, money, priceSpan } from '../../../src/cli/terminal/quantities.ts'
import { shorten, table } from '../../../src/cli/terminal/table.ts'
import { createTerminal } from '../../../src/cli/terminal/terminal.ts'

const terminal = createTerminal({ json: false, stdout: process.stdout, stderr: process.stderr })
const plain = { ...terminal, paint: (_style: string, text: string) => text }

describe('printable', () => {
  test('whatever a product is called, nothing moves the cursor or reorders what is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
      }),
    )
    expect(printable('a\u001b[2Jb\u202ec\nd')).toBe('ab c d')
  })
})

describe('shorten', () => {
  test('never passes the width, never tears a character, keeps what fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        const short = shorten(text, width)
        expect(stringWidth(short)).toBeLessThanOrEqual(Math.max(width, 1))
        if (stringWidth(text) <= width) expect(short).toBe(text)
      }),
    )
  })
})

describe('table and columns', () => {
  test.each([40, 60, 100, 140])(
    'no line is wider than %i columns when flexible text may give way',
    (width) => {
      const rows = [{ id: 'KET-007', title: 'Gooseneck kettle '.repeat(20), brand: '会社'.repeat(30) }]
      const text = table({ ...plain, width }, rows, [
        { head: 'Product', cell: ({ id }) => id },
        { head: 'Title', cell: ({ title }) => title, flexible: true },
        { head: 'Brand', cell: ({ brand }) => brand, flexible: true },
      ])
      expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(width)
    },
  )

  test.each([40, 72, 100])('texts lose no word at %i columns and never pass them', (width) => {
    const words = Array.from({ length: 60 }, (_, index) => `word${String(index)}`)
    const text = columns({ ...plain, width }, [
      { sections: [{ head: 'Left', paragraphs: [words.join(' ')] }], weight: 5 },
      { sections: [{ head: 'Right', paragraphs: ['short'] }], weight: 4 },
    ])
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(width)
    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(text))).toEqual([])
    expect(text.includes('│')).toBe(width > 60)
  })
})

describe('quantities', () => {
  test('money follows the digits of its currency', () => {
    expect(money(3_990, 'EUR')).toBe('€39.90')
    expect(money(3_990, 'JPY')).toBe('¥3,990')
    expect(priceSpan(3_990, 3_990, 'EUR')).toBe('€39.90')
    expect(priceSpan(3_990, 4_990, 'EUR')).toBe('€39.90–€49.90')
    expect(priceSpan(null, null, 'EUR')).toBe('')
  })

  test('sizes and counts read as people say them', () => {
    expect([0, 999, 1_000, 587_600, 2_147_483_648].map(bytes)).toEqual([
      '0 B',
      '999 B',
      '1 KB',
      '587.6 KB',
      '2.1 GB',
    ])
    expect([counted(1, 'product'), counted(1_204, 'row')]).toEqual(['1 product', '1,204 rows'])
  })
})
