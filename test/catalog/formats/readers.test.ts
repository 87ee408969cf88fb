import { describe, expect, test } from 'vitest'
import { writeCatalog } from '../../../src/catalog/formats/write-catalog.ts'
import { collect, errorsOf, listed, productsOf, readFeed, sourceRowsOf } from './read-feed.ts'

describe('Shopify', () => {
  const feed = [
    'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Image Position,Image Alt Text,Status,Capacity (product.metafields.custom.capacity),Colour (product.metafields.shopify.color-pattern)',
    'kettle,Kettle,<p>Hot</p>,Acme,Home > Kitchen,Kettles,"tea, steel",true,Size,Small,K-S,shopify,3,19.99,25,\'0123456789012,https://x.example/b.jpg,2,Back,active,1.7 l,red',
    'kettle,,,,,,,,,Large,,,9,29.99,,,https://x.example/a.jpg,1,,,,',
    'kettle,,,,,,,,,,,,,,,,https://x.example/c.jpg,3,,,,',
    '',
  ].join('\n')

  test('rows with one Handle become one product with variants, images and metafields', async () => {
    const rows = await readFeed(feed)
    expect(rows).toMatchObject([{ kind: 'product', row: 2, sourceRows: 3 }])
    expect(productsOf(rows)).toMatchObject([
      {
        id: 'kettle',
        category: ['Home', 'Kitchen'],
        tags: ['tea', 'steel'],
        images: [
          { url: 'https://x.example/a.jpg', alt: null },
          { url: 'https://x.example/b.jpg', alt: 'Back' },
          { url: 'https://x.example/c.jpg', alt: null },
        ],
        attributes: { capacity: { value: 1.7, unit: 'l' }, color_pattern: { value: 'red', unit: null } },
        variants: [
          {
            id: 'K-S',
            options: { Size: 'Small' },
            priceMinor: 1_999,
            compareAtPriceMinor: 2_500,
            stockUnits: 3,
            gtin: '0123456789012',
          },
          {
            id: 'Large',
            options: { Size: 'Large' },
            priceMinor: 2_999,
            compareAtPriceMinor: null,
            stockUnits: null,
          },
        ],
        source: { Type: 'Kettles', 'Variant Inventory Qty @ Large': '9' },
      },
    ])
  })

  test('a foreign metafield column survives an export until its attribute changes', async () => {
    const [kettle] = productsOf(await readFeed(feed))
    if (kettle === undefined) throw new Error('the kettle was not read')
    const exported = async (product: typeof kettle): Promise<string> =>
      Buffer.concat(await collect(writeCatalog(listed([product]), 'shopify-csv'))).toString()
    expect(await exported(kettle)).toContain('Colour (product.metafields.shopify.color-pattern)')
    const blue = { ...kettle, attributes: { color_pattern: { value: 'blue', unit: null } } }
    expect(await exported(blue)).not.toContain('shopify.color-pattern')
    expect(productsOf(await readFeed(await exported(blue)))[0]?.attributes).toEqual(blue.attributes)
  })

  test('an export has no cell that a spreadsheet would run', async () => {
    const [product] = productsOf(
      await readFeed('{"id":"a","title":"=HYPERLINK(1)","brand":"@cmd","stock":-5,"price":1}\n'),
    )
    if (product === undefined) throw new Error('the product was not read')
    const csv = Buffer.concat(await collect(writeCatalog(listed([product]), 'shopify-csv'))).toString()
    expect(csv).toContain(",'=HYPERLINK(1),")
    expect(csv).toContain(",'@cmd,")
    expect(csv).toContain(',-5,')
  })

  test('semicolons are understood where a spreadsheet saved them', async () => {
    expect(
      productsOf(await readFeed('Handle;Title;Variant Price\na;Kettle;"12,50"\n'))[0]?.variants[0]
        ?.priceMinor,
    ).toBe(1_250)
  })
})

describe('Google Merchant', () => {
  const header =
    'id\ttitle\titem group id\tcolor\tprice\tsale_price\tavailability\tproduct_type\tproduct_detail'

  test('items of a group are joined although they are not adjacent', async () => {
    const rows = await readFeed(
      [
        header,
        'k-red\tKettle\tk\tred\t25.00 USD\t19.99 USD\tin stock\tHome > Kitchen\tGeneral:Capacity:1.7 l',
        'cup\tCup\t\twhite\t3.00 USD\t\tout_of_stock\t\t',
        'k-blue\tKettle blue\tk\tblue\t25.00 USD\t\tin stock\tHome > Kitchen\tGeneral:Capacity:1.7 l',
      ].join('\n'),
    )
    expect(productsOf(rows)).toMatchObject([
      {
        id: 'k',
        currency: 'USD',
        attributes: { capacity: { value: 1.7, unit: 'l' } },
        variants: [
          {
            id: 'k-red',
            title: null,
            options: { color: 'red' },
            priceMinor: 1_999,
            compareAtPriceMinor: 2_500,
            stockUnits: null,
          },
          { id: 'k-blue', title: 'Kettle blue', options: { color: 'blue' }, priceMinor: 2_500 },
        ],
      },
      { id: 'cup', attributes: { color: { value: 'white' } }, variants: [{ id: 'cup', stockUnits: 0 }] },
    ])
    expect(sourceRowsOf(rows)).toBe(3)
  })

  test('a sibling that comes after the window is reported with its group, the first part is kept', async () => {
    const between = Array.from(
      { length: 2_100 },
      (_none, index) => `p${String(index)}\tPot\t\t\t1.00 USD\t\t\t\t`,
    )
    const rows = await readFeed(
      [header, 'a\tKettle\tk\tred\t\t\t\t\t', ...between, 'b\tKettle\tk\tblue\t\t\t\t\t'].join('\n'),
    )
    expect(productsOf(rows)).toHaveLength(2_101)
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^2103: id: the id is already used by row 2/)])
  })

  test('Atom entries and CDATA are read, Google’s word before the plain one', async () => {
    const atom = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
      <entry><title><![CDATA[Salt & Pepper]]></title><link href="https://x.example/s?a=1&amp;b=2"/><summary>Fine</summary>
      <g:id>s</g:id><id>urn:other</id><g:shipping><g:country>US</g:country><g:price>5 USD</g:price></g:shipping></entry></feed>`
    expect(productsOf(await readFeed(atom))).toMatchObject([
      {
        id: 's',
        title: 'Salt & Pepper',
        url: 'https://x.example/s?a=1&b=2',
        description: 'Fine',
        source: { shipping: '{"country":"US","price":"5 USD"}' },
      },
    ])
  })

  test('prices of one product in two currencies are reported', async () => {
    const rows = await readFeed(
      [header, 'a\tKettle\tk\tred\t1 USD\t\t\t\t', 'b\tKettle\tk\tblue\t1 EUR\t\t\t\t'].join('\n'),
    )
    expect(errorsOf(rows)).toEqual([expect.stringMatching(/^2: row 3: price: "1 EUR" is not in USD/)])
  })
})

describe('WooCommerce', () => {
  const header =
    'ID,Type,SKU,Name,Published,In stock?,Stock,Weight (kg),Sale price,Regular price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)'

  test('variations find their parent by id and by SKU, before or after it', async () => {
    const rows = await readFeed(
      [
        header,
        '12,variation,K-S,Kettle - S,1,1,4,,,19.99,,,id:10,Size,S,,',
        '10,variable,K,Kettle,1,1,,1.2,,,"Home, Home > Kitchen",https://x.example/k.jpg,,Size,"S, L",Material,"Steel, Glass"',
        '13,variation,K-L,Kettle - L,1,0,,,24.99,29.99,,,K,Size,L,,',
        '11,simple,C,Cup,-1,0,,,,3,,,,Colour,White,,',
        '14,variation,X,Orphan,1,1,,,,1,,,id:99,Size,L,,',
      ].join('\n'),
    )
    expect(productsOf(rows)).toMatchObject([
      {
        id: '10',
        category: ['Home', 'Kitchen'],
        attributes: { material: { value: ['Steel', 'Glass'] }, weight: { value: 1.2, unit: 'kg' } },
        variants: [
          { id: 'K-S', options: { Size: 'S' }, priceMinor: 1_999, stockUnits: 4 },
          { id: 'K-L', options: { Size: 'L' }, priceMinor: 2_499, compareAtPriceMinor: 2_999, stockUnits: 0 },
        ],
      },
      {
        id: '11',
        status: 'draft',
        attributes: { colour: { value: 'White' } },
        variants: [{ id: 'C', stockUnits: 0 }],
      },
    ])
    expect(errorsOf(rows)).toEqual([
      expect.stringMatching(/^6: Parent: no row near it is the product "id:99"/),
    ])
    expect(sourceRowsOf(rows)).toBe(5)
  })
})

describe('JSON Lines', () => {
  test('the friendly forms are read', async () => {
    const row = {
      id: 7,
      title: 'Kettle',
      price: { amount: '49.90', currency: 'usd' },
      compareAtPrice: 59,
      stock: '12',
      category: 'Home > Kitchen',
      tags: 'tea, steel',
      image: 'a.jpg',
      attributes: {
        Capacity: '1.7 l',
        cordless: true,
        watts: 2200,
        colours: ['red', 'blue'],
        weight: { value: 1.2, unit: 'kg' },
        unknown: null,
      },
      season: 'winter',
    }
    expect(productsOf(await readFeed(JSON.stringify(row)))).toMatchObject([
      {
        id: '7',
        currency: 'USD',
        category: ['Home', 'Kitchen'],
        tags: ['tea', 'steel'],
        images: [{ url: 'a.jpg', alt: null }],
        attributes: {
          capacity: { value: 1.7, unit: 'l' },
          cordless: { value: true, unit: null },
          watts: { value: 2_200, unit: null },
          colours: { value: ['red', 'blue'], unit: null },
          weight: { value: 1.2, unit: 'kg' },
        },
        variants: [{ id: '7', priceMinor: 4_990, compareAtPriceMinor: 5_900, stockUnits: 12 }],
        source: { season: 'winter' },
      },
    ])
  })

  test('two labels for one attribute are reported, not silently merged', async () => {
    expect(errorsOf(await readFeed('{"id":"a","title":"x","attributes":{"Size":"1","size":"2"}}'))).toEqual([
      '1: attributes.size: is the same attribute as Size: size',
    ])
  })
})
