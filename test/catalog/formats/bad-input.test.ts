import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import { feedLimits } from '../../../src/catalog/formats/catalog-format.ts'
import { errorsOf, productsOf, readFeed, sourceRowsOf } from './read-feed.ts'

const shopify = (...lines: readonly string[]): string =>
  ['Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant Price', ...lines, ''].join('\n')
const jsonLine = (id: string, more: object = {}): string =>
  JSON.stringify({ id, title: `Kettle ${id}`, price: 12.5, ...more })
const titles = async (input: string | Uint8Array): Promise<string[]> =>
  productsOf(await readFeed(input)).map(({ title }) => title)

async function refusal(
  input: string | Uint8Array,
  options: Parameters<typeof readFeed>[1] = {},
): Promise<{ code: string; message: string }> {
  try {
    await readFeed(input, options)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('the feed was accepted')
}

/** A zip archive without its directory, which a streaming reader never needs; `streamed` as macOS writes it. */
function zip(entries: Readonly<Record<string, string | Uint8Array>>, streamed = false): Uint8Array {
  const parts = Object.entries(entries).flatMap(([name, content]) => {
    const data = deflateRawSync(content)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(streamed ? 8 : 0, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(streamed ? 0 : data.length, 18)
    header.writeUInt16LE(Buffer.byteLength(name), 26)
    const descriptor = Buffer.alloc(streamed ? 16 : 0)
    if (streamed) descriptor.writeUInt32LE(0x08074b50, 0)
    return [header, Buffer.from(name), data, descriptor]
  })
  const directory = Buffer.alloc(68)
  directory.writeUInt32LE(0x02014b50, 0)
  directory.writeUInt32LE(0x06054b50, 46)
  return Buffer.concat([...parts, directory])
}

describe('compression', () => {
  const feed = [jsonLine('a'), jsonLine('b'), ''].join('\n')

  test('gzip and zip are recognised by their first bytes', async () => {
    for (const bytes of [gzipSync(feed), zip({ 'feed.jsonl': feed }), zip({ 'feed.jsonl': feed }, true)]) {
      for (const chunkBytes of [1, 7, 100_000]) {
        expect(productsOf(await readFeed(bytes, { chunkBytes })).map(({ id }) => id)).toEqual(['a', 'b'])
      }
    }
  })

  test('folders and macOS resource forks in a zip are not catalogues', async () => {
    const archive = zip({ 'folder/': '', 'folder/feed.jsonl': feed, '__MACOSX/._feed.jsonl': 'x' }, true)
    expect(await titles(archive)).toEqual(['Kettle a', 'Kettle b'])
  })

  test('a zip of several files is refused by name', async () => {
    const { code, message } = await refusal(zip({ 'a.jsonl': feed, 'b.jsonl': feed }))
    expect([code, message]).toEqual([
      'catalog.feed-unreadable',
      expect.stringMatching(/"a.jsonl" and "b.jsonl"/),
    ])
  })

  test('a spreadsheet workbook is told to be one', async () => {
    expect((await refusal(zip({ '[Content_Types].xml': '<x/>' }))).message).toMatch(/spreadsheet workbook/)
  })

  test('a gzip bomb is stopped by its ratio, a zip bomb too', async () => {
    const bomb = Buffer.alloc(64 * 1024 ** 2, 'x')
    for (const bytes of [gzipSync(bomb), zip({ 'bomb.csv': bomb })]) {
      const { code, message } = await refusal(bytes, { format: 'jsonl' })
      expect([code, message]).toEqual(['catalog.feed-too-large', expect.stringMatching(/200-fold/)])
    }
  })

  test('a feed larger than the absolute limit is refused, compressed or not', async () => {
    const limits = { decodedBytes: 60, compressionRatio: 200 }
    for (const bytes of [feed, gzipSync(feed)]) {
      expect((await refusal(bytes, { limits })).code).toBe('catalog.feed-too-large')
    }
  })

  test('a truncated archive keeps the rows before the cut and reports one error', async () => {
    const lines = Array.from({ length: 2_000 }, (_none, index) =>
      jsonLine(`p${String(index)}`, { description: String(index ** 5) }),
    )
    for (const bytes of [gzipSync(lines.join('\n')), zip({ 'feed.jsonl': lines.join('\n') })]) {
      const rows = await readFeed(bytes.subarray(0, bytes.length - 5_000))
      expect(productsOf(rows).length).toBeGreaterThan(1_000)
      expect(errorsOf(rows).filter((error) => /breaks off/.test(error)).length).toBeGreaterThanOrEqual(1)
      expect(rows.filter(({ kind }) => kind === 'error').length).toBeLessThanOrEqual(2)
    }
  })
})

describe('encoding', () => {
  test('byte order marks of UTF-8, UTF-16 LE and BE are understood and removed', async () => {
    const text = shopify('kessel,Kessel für Tee ☕,,,,10')
    const utf16le = Buffer.from(`\uFEFF${text}`, 'utf16le')
    for (const bytes of [Buffer.from(`\uFEFF${text}`), utf16le, Buffer.from(utf16le).swap16()]) {
      expect(await titles(bytes)).toEqual(['Kessel für Tee ☕'])
    }
  })

  test('UTF-16 without a mark is recognised', async () => {
    expect(await titles(Buffer.from(shopify('kettle,Tea kettle,,,,10'), 'utf16le'))).toEqual(['Tea kettle'])
  })

  test('Windows-1252 is recognised when the file begins with it', async () => {
    expect(await titles(Buffer.from(shopify('creme,Crème brûlée,,,,10'), 'latin1'))).toEqual(['Crème brûlée'])
  })

  test('an invalid byte far into a UTF-8 file is an error of its row alone', async () => {
    const good = Array.from({ length: 3_000 }, (_none, index) => jsonLine(`p${String(index)}`))
    const bytes = Buffer.concat([
      Buffer.from(`${good.join('\n')}\n`),
      Buffer.from(jsonLine('bad', { brand: 'Crème' }), 'latin1'),
      Buffer.from(`\n${jsonLine('after', { brand: 'Crème' })}\n`),
    ])
    const rows = await readFeed(bytes)
    expect(productsOf(rows)).toHaveLength(3_001)
    expect(errorsOf(rows)).toEqual([
      expect.stringMatching(/^3001: .*not valid UTF-8; save the file as UTF-8 or name its encoding/),
    ])
  })

  test('a named encoding wins, an unknown one is refused', async () => {
    const bytes = Buffer.from(shopify('a,\u0093x\u0094,,,,10'), 'latin1')
    expect(productsOf(await readFeed(bytes, { encoding: 'windows-1252' }))[0]?.title).toBe('“x”')
    expect((await refusal('x', { encoding: 'klingon' })).message).toMatch(/"klingon" is not known/)
  })

  test('a replacement character that the source itself holds is kept', async () => {
    expect(await titles(`${jsonLine('a', { title: 'x\uFFFDy' })}\n`)).toEqual(['x\uFFFDy'])
  })

  test('NULs and half surrogate pairs are errors of their row', async () => {
    const rows = await readFeed(
      [
        `{"id":"a","title":"a\0b"}`,
        '{"id":"b","title":"a\\u0000b"}',
        '{"id":"c","title":"\\ud800"}',
        jsonLine('d'),
      ].join('\n'),
    )
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['d'])
    expect(rows.filter(({ kind }) => kind === 'error').map(({ row }) => row)).toEqual([1, 2, 3])
    const csv = await readFeed(shopify('a,Nul\0,,,,10', 'b,Kettle,,,,10'))
    expect([productsOf(csv).length, errorsOf(csv)]).toEqual([1, [expect.stringMatching(/^2: .*NUL/)]])
  })

  test('LF, CR LF and CR end rows alike, in CSV and in JSON Lines', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      for (const chunkBytes of [1, 10_000]) {
        const csv = await readFeed(
          shopify('a,Kettle,"two\nlines",,,10', 'b,Pot,,,,11').replaceAll('\n', end),
          { chunkBytes },
        )
        expect(productsOf(csv).map(({ title }) => title)).toEqual(['Kettle', 'Pot'])
        const lines = await readFeed([jsonLine('a'), jsonLine('b'), ''].join(end), { chunkBytes })
        expect(lines.map(({ row }) => row)).toEqual([1, 2])
      }
    }
  })
})

describe('files that are no catalogue', () => {
  test.each([
    ['an empty file', ''],
    ['blank lines', ' \n\n'],
    [
      'random bytes',
      Buffer.from(Array.from({ length: 5_000 }, (_none, index) => (index * 2_654_435_761) >>> 24)),
    ],
    ['a PDF', '%PDF-1.7\n%âãÏÓ'],
    ['a JSON array', '[{"id":"a"}]'],
    ['some other XML', '<html><body/></html>'],
  ])('%s is refused as unreadable', async (_name, input) => {
    expect((await refusal(input)).code).toBe('catalog.feed-unreadable')
  })

  test('a header nobody knows is refused with the columns found and those expected', async () => {
    const { code, message } = await refusal('foo,bar\n1,2\n')
    expect(code).toBe('catalog.format-unknown')
    expect(message).toMatch(/"foo", "bar".*Handle and Title/)
  })

  test('a wrong header for a named format says what is missing and what was found', async () => {
    const { code, message } = await refusal('Handle,Name\na,b\n', { format: 'shopify-csv' })
    expect(code).toBe('catalog.feed-unreadable')
    expect(message).toMatch(/lacks "Title"\. Found "Handle", "Name"/)
    expect((await refusal('Type,Name\nsimple,x\n', { format: 'woocommerce-csv' })).message).toMatch(
      /lacks "ID" or "SKU"/,
    )
  })

  test('a column named twice is refused', async () => {
    expect((await refusal('Handle,Title,Title\na,b,c\n')).message).toMatch(/"Title" twice/)
  })
})

describe('CSV damage', () => {
  test('a quote that is never closed costs its own row, not the rest of the file', async () => {
    const more = Array.from(
      { length: 40_000 },
      (_none, index) => `p${String(index)},Kettle ${String(index)},some text,,,10`,
    )
    const rows = await readFeed(shopify('a,Kettle,,,,10', 'b,"Pot,,,,11', ...more), { chunkBytes: 65_536 })
    expect(productsOf(rows)).toHaveLength(40_001)
    expect(errorsOf(rows)).toEqual([
      expect.stringMatching(/^3: .*quote opened in the record of line 3 is never closed/),
    ])
    expect(sourceRowsOf(rows)).toBe(40_002)
  })

  test('a quote closed by the next row’s quote is reported and the next row is kept', async () => {
    const rows = await readFeed(shopify('a,"Pot,,,,11', 'b,"Good kettle",,,,10', 'c,Cup,,,,3'))
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['b', 'c'])
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^2: .*must be doubled/)])
  })

  test('a quote inside an unquoted cell is an ordinary character', async () => {
    expect(await titles(shopify('a,17" monitor,,,,10'))).toEqual(['17" monitor'])
  })

  test.each([
    ['unquoted', 'x'.repeat(10 * 1024 ** 2)],
    ['quoted over many lines', `"${'some long line of text\n'.repeat(450_000)}"`],
  ])('a 10 MB cell (%s) is one error, the rest is kept', async (_name, cell) => {
    const rows = await readFeed(shopify('a,Kettle,,,,10', `b,Pot,${cell},,,11`, 'c,Cup,,,,3'), {
      chunkBytes: 65_536,
    })
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^3: .*longer than/)])
  })

  test('a row with too few or too many cells is reported, not shifted', async () => {
    const rows = await readFeed(shopify('a,Kettle,10', 'b,Pot,,,,11,more', 'c,Cup,,,,3'))
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['c'])
    expect(errorsOf(rows)).toEqual([
      expect.stringMatching(/^2: .*3 cells, the header 6/),
      expect.stringMatching(/^3: .*7 cells, the header 6/),
    ])
  })

  test('a file cut inside a row keeps what is before and reports the cut', async () => {
    const rows = await readFeed(shopify('a,Kettle,,,,10', 'b,Pot,,,,11').slice(0, -8))
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['a'])
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^3: .*breaks off inside this row/)])
  })

  test('a price, a stock and a status that are none are named with their row', async () => {
    const csv =
      'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Qty,Status\na,Kettle,Size,S,10,1,active\na,,,M,cheap,1.5,\nb,Pot,,,5,1,gone\n'
    expect(errorsOf(await readFeed(csv))).toEqual([
      '2: row 3: Variant Price: "cheap" is not a price',
      '2: row 3: Variant Inventory Qty: "1.5" is not a whole number',
      '4: Status: "gone" is not active, draft or archived',
    ])
  })

  test('a continuation without its first row is reported', async () => {
    const rows = await readFeed(shopify('a,Kettle,,Size,S,10', 'b,Pot,,,,11', 'a,,,,M,12'))
    expect(productsOf(rows)).toHaveLength(2)
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^4: Title: .*continues a product/)])
  })
})

describe('JSON damage', () => {
  test('malformed, non-object, endless and deep lines are errors of their line', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    const rows = await readFeed(
      [
        '{"id":',
        '[1]',
        jsonLine('a', { description: 'x'.repeat(10 * 1024 ** 2) }),
        `{"id":"b","x":${deep}}`,
        jsonLine('c'),
      ].join('\n'),
      { chunkBytes: 65_536 },
    )
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['c'])
    expect(errorsOf(rows)).toEqual([
      expect.stringMatching(/^1: line 1: not valid JSON/),
      expect.stringMatching(/^2: .*one JSON object/),
      expect.stringMatching(/^3: .*longer than/),
      expect.stringMatching(/^4: .*deeper than 32/),
    ])
  })

  test('a file cut inside a line keeps the lines before', async () => {
    const rows = await readFeed([jsonLine('a'), jsonLine('b')].join('\n').slice(0, -4))
    expect([productsOf(rows).length, errorsOf(rows)]).toEqual([
      1,
      [expect.stringMatching(/^2: .*breaks off/)],
    ])
  })

  test('names such as __proto__ and constructor are data', async () => {
    const [row] = await readFeed(
      '{"id":"a","title":"x","__proto__":{"polluted":true},"constructor":"y","attributes":{"constructor":"z"}}\n',
    )
    expect(row).toMatchObject({
      kind: 'product',
      product: { attributes: { constructor: { value: 'z' } }, source: { constructor: 'y' } },
    })
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  test('a wrong type is named by its path', async () => {
    const rows = await readFeed(
      jsonLine('a', { title: 5, variants: [{ id: 'v', price: [], colour: 'red' }] }),
    )
    expect(errorsOf(rows)).toEqual([
      '1: variants.0.colour: a variant has no such field',
      '1: variants.0.price: must be a number, a text such as "129.99" or {"amount", "currency"}',
      expect.stringMatching(/^1: title: /),
    ])
  })
})

describe('XML damage', () => {
  const rss = (...items: readonly string[]): string =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>${items.join('')}</channel></rss>`
  const item = (id: string, more = ''): string =>
    `<item><g:id>${id}</g:id><title>Kettle ${id}</title>${more}</item>`

  test('a document type is refused, so no entity is ever expanded', async () => {
    const lol =
      '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><rss><channel><item><title>&lol2;</title></item></channel></rss>'
    expect((await refusal(lol)).message).toMatch(/DOCTYPE/)
  })

  test('an unknown entity and a wrong end tag cost their item; a bare ampersand is understood', async () => {
    const rows = await readFeed(
      rss(
        item('a'),
        item('b', '<g:brand>&nbsp;</g:brand>'),
        item('c', '<g:brand>A & B</g:brand>'),
        item('d', '<g:brand>x</g:color>'),
        item('e'),
      ),
    )
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['a', 'c', 'e'])
    expect(rows.filter(({ kind }) => kind === 'error').map(({ row }) => row)).toEqual([2, 4])
  })

  test('a 10 MB element is an error of its item', async () => {
    const rows = await readFeed(
      rss(item('a'), item('b', `<description>${'x'.repeat(10 * 1024 ** 2)}</description>`), item('c')),
      { chunkBytes: 65_536 },
    )
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^2: .*longer than/)])
  })

  test('a truncated document keeps the items before the cut', async () => {
    const rows = await readFeed(rss(item('a'), item('b')).slice(0, -40))
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['a'])
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^2: .*breaks off inside this item/)])
  })

  test('deep nesting is an error of its item', async () => {
    const rows = await readFeed(rss(item('a', '<g:x>'.repeat(5_000) + '</g:x>'.repeat(5_000)), item('b')))
    expect(productsOf(rows).map(({ id }) => id)).toEqual(['b'])
  })
})

describe('ids', () => {
  test('a duplicate id is reported with the row of the first, in every format', async () => {
    const feeds = {
      jsonl: [jsonLine('a'), jsonLine('b'), jsonLine('a')].join('\n'),
      shopify: shopify('a,Kettle,,,,10', 'b,Pot,,,,1', 'a,Kettle again,,,,10'),
      google: 'id\ttitle\na\tKettle\nb\tPot\na\tKettle again\n',
      woocommerce: 'ID,Type,Name\n1,simple,Kettle\n2,simple,Pot\n1,simple,Kettle again\n',
      adjacent: shopify('a,Kettle,,,,10', 'a,Kettle again,,,,10', 'b,Pot,,,,1'),
    }
    for (const feed of Object.values(feeds)) {
      const rows = await readFeed(feed)
      expect(productsOf(rows)).toHaveLength(2)
      expect(errorsOf(rows)).toEqual([expect.stringMatching(/already used by row [12]$/)])
    }
  })

  test('every row of a hostile file is accounted for', async () => {
    const lines = Array.from({ length: 5_000 }, (_none, index) => {
      if (index % 7 === 0) return '{"id":'
      if (index % 11 === 0) return jsonLine('same')
      return jsonLine(`p${String(index)}`, index % 13 === 0 ? { price: 'x' } : {})
    })
    expect(sourceRowsOf(await readFeed(lines.join('\n')))).toBe(5_000)
  })

  test('an endless line never holds more than the record limit', async () => {
    let heldBytes = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = Buffer.alloc(1024 ** 2, 'x')
      for (let count = 0; count < 400; count++) yield chunk
      heldBytes = process.memoryUsage().heapUsed
    }
    const before = process.memoryUsage().heapUsed
    const { readCatalog } = await import('../../../src/catalog/formats/read-catalog.ts')
    for await (const row of readCatalog(endless(), {
      format: 'jsonl',
      defaults: { locale: 'en', currency: 'EUR' },
    })) {
      expect(row.kind).toBe('error')
    }
    expect(heldBytes - before).toBeLessThan(40 * feedLimits.recordChars)
  })
})
