/**
 * The attribute, measure and custom-field columns of a WooCommerce row.
 */
import { type Attribute, attributeSchema } from '../../product.ts'
import { attributeName, parseAttribute } from '../fields/attribute-value.ts'
import { decimalText } from '../fields/decimal-text.ts'
import { unitOf } from '../fields/measurement-unit.ts'
import { measureColumns, splitList } from './woocommerce-columns.ts'

/** One "Attribute 3 name" with its "Attribute 3 value(s)". */
export interface AttributeCell {
  readonly number: string
  readonly label: string
  readonly values: string
}

export function attributeCells(cells: ReadonlyMap<string, string>): AttributeCell[] {
  return [...cells].flatMap(([column, label]) => {
    const number = /^Attribute (\d+) name$/.exec(column)?.[1]
    const values = number === undefined ? undefined : cells.get(`Attribute ${number} value(s)`)
    return number === undefined || values === undefined ? [] : [{ number, label: label.trim(), values }]
  })
}

/** Facts of the product. What only lists the choices of the variations is no fact and goes. */
export function takeAttributes(
  cells: Map<string, string>,
  optionNames: ReadonlySet<string>,
  locale: string,
): Record<string, Attribute> {
  const found = new Map<string, Attribute>()
  for (const { number, label, values } of attributeCells(cells)) {
    const name = attributeName(label)
    const attribute = parseValues(values, locale)
    for (const part of ['name', 'value(s)', 'visible', 'global', 'default']) {
      const cell = taken(cells, `Attribute ${number} ${part}`)
      const isUsual = part === 'value(s)' || (part === 'name' ? cell === name : cell === usualFlags.get(part))
      if (cell !== undefined && !isUsual && name !== undefined && !optionNames.has(label))
        cells.set(`Attribute ${part} of ${name}`, cell)
    }
    if (name !== undefined && attribute !== undefined && !optionNames.has(label)) found.set(name, attribute)
  }
  for (const { attribute, label } of measureColumns) {
    const column = [...cells.keys()].find((key) => key.startsWith(`${label} (`))
    const unit = column === undefined ? undefined : unitOf(column.slice(label.length + 2, -1))
    const decimal = column === undefined ? undefined : decimalText(cells.get(column)?.trim() ?? '', '.')
    if (column === undefined || unit === undefined || decimal === undefined || found.has(attribute)) continue
    found.set(attribute, { value: Number(decimal), unit })
    if (unit === 'kg' || unit === 'cm') cells.delete(column)
  }
  return Object.fromEntries(found)
}
const usualFlags: ReadonlyMap<string, string> = new Map([
  ['visible', '1'],
  ['global', '0'],
])

function parseValues(text: string, locale: string): Attribute | undefined {
  const values = splitList(text)
  const [only] = values
  if (only === undefined) return undefined
  return values.length === 1 ? parseAttribute(only, locale) : { value: values, unit: null }
}

/** What an export of ours wrote as JSON; anything that is no attribute is left out. */
export function variantAttributes(json: string | undefined): Record<string, Attribute> {
  const parsed = parsedJson(json)
  if (typeof parsed !== 'object' || parsed === null) return {}
  const typed = Object.entries(parsed).map(
    ([name, value]) => [name, attributeSchema.safeParse(value).data] as const,
  )
  return Object.fromEntries(typed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

/** Undefined when absent or not JSON. */
export function parsedJson(json: string | undefined): unknown {
  try {
    return json === undefined ? undefined : JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The cell, which is then spoken for. */
export function taken(cells: Map<string, string>, column: string): string | undefined {
  const cell = cells.get(column)
  cells.delete(column)
  return cell
}
