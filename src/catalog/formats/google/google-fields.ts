/**
 * What Google Merchant calls things, shared by the tab-separated and the XML form of the feed. Both become rows of
 * named cells; nested and repeated XML elements are spelled the way the tab-separated form spells them.
 * Source: Google Merchant Center Help, "Product data specification".
 */

export const googleNamespace = 'http://base.google.com/ns/1.0'
/** Google's namespace for attributes of one's own, which it ignores; ours have no Google attribute. */
export const customNamespace = 'http://base.google.com/cns/1.0'

export const googleColumns = [
  ...['id', 'title', 'description', 'link', 'image_link', 'additional_image_link', 'availability', 'price'],
  ...[
    'sale_price',
    'brand',
    'gtin',
    'mpn',
    'product_type',
    'item_group_id',
    'color',
    'size',
    'material',
    'pattern',
  ],
  ...['gender', 'age_group', 'condition', 'google_product_category', 'product_detail'],
]

/** Attributes that have a Google field of their own. */
export const simpleFields = [
  'color',
  'size',
  'material',
  'pattern',
  'gender',
  'age_group',
  'size_type',
  'size_system',
] as const

/** Fields that tell the variants of a group apart; shoppers choose by them. */
export const optionFields = ['color', 'size', 'material', 'pattern'] as const

export interface ProductDetail {
  readonly section: string
  readonly name: string
  readonly value: string
}

/** The section that holds facts of one variant in our exports; all others are about the product. */
export const variantSection = 'Variant'
export const productSection = 'General'

/** "General:Capacity:1.7 l,General:Colour:Red" with quotes around parts that hold a separator. */
export function parseDetails(text: string): ProductDetail[] {
  return splitQuoted(text, ',').flatMap((entry) => {
    const parts = splitQuoted(entry, ':').map(unquote)
    const [section = '', name = '', ...value] = parts.length === 2 ? ['', ...parts] : parts
    return name === '' || value.length === 0 ? [] : [{ section, name, value: value.join(':') }]
  })
}

export function formatDetails(details: readonly ProductDetail[]): string {
  return details.map(({ section, name, value }) => [section, name, value].map(quote).join(':')).join(',')
}

function splitQuoted(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (text[at] === separator && !isQuoted) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}

function quote(part: string): string {
  return /[",:]|^\s|\s$/.test(part) ? `"${part.replaceAll('"', '""')}"` : part
}

function unquote(part: string): string {
  const trimmed = part.trim()
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1).replaceAll('""', '"')
    : trimmed
}
