/**
 * The columns of WooCommerce's product CSV and the small languages inside its cells.
 * Source: WooCommerce documentation, "Product CSV Import Schema".
 */

export const wooColumns = [
  ...[
    'ID',
    'Type',
    'SKU',
    'GTIN, UPC, EAN, or ISBN',
    'Name',
    'Published',
    'Is featured?',
    'Visibility in catalog',
  ],
  ...[
    'Short description',
    'Description',
    'Tax status',
    'In stock?',
    'Stock',
    'Backorders allowed?',
    'Sold individually?',
  ],
  ...[
    'Weight (kg)',
    'Length (cm)',
    'Width (cm)',
    'Height (cm)',
    'Sale price',
    'Regular price',
    'Categories',
    'Tags',
  ],
  ...['Images', 'Parent', 'Position', 'Brands'],
]

/** Measures with a column of their own and the unit our exports use for it. */
export const measureColumns = [
  { attribute: 'weight', label: 'Weight', unit: 'kg' },
  { attribute: 'length', label: 'Length', unit: 'cm' },
  { attribute: 'width', label: 'Width', unit: 'cm' },
  { attribute: 'height', label: 'Height', unit: 'cm' },
] as const

/** Facts of ours that WooCommerce has no column for travel as its own kind of custom field. */
export function metaColumn(key: string): string {
  return `Meta: vitrine_${key}`
}

/** "Red, Light\, blue" → ["Red", "Light, blue"]. */
export function splitList(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((part) => part.trim().replaceAll('\\,', ','))
    .filter((part) => part !== '')
}

export function joinList(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(',', '\\,')).join(', ')
}

/** The deepest of "Home, Home > Kitchen", as levels from the root. */
export function deepestCategory(text: string): string[] {
  const paths = splitList(text).map((path) =>
    path
      .split('>')
      .map((level) => level.trim())
      .filter((level) => level !== ''),
  )
  return paths.reduce<string[]>((deepest, path) => (path.length > deepest.length ? path : deepest), [])
}

/** WooCommerce numbers its products; any other id of ours is a SKU there. */
export function isWooId(id: string): boolean {
  return /^[1-9]\d{0,17}$/.test(id)
}
