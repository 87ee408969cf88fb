/**
 * Elements of an XML item to the cells of the tab-separated form and back, so that both forms share one reader.
 * Nested elements become JSON text, except product_detail, which has a spelling of its own.
 */
import { formatDetails, parseDetails } from './google-fields.ts'

export interface XmlField {
  readonly name: string
  /** In Google's namespace; its word goes before the plain RSS or Atom element of the same name. */
  readonly isGoogle: boolean
  text: string
  readonly children: XmlField[]
}

export function itemCells(fields: readonly XmlField[]): Map<string, string> {
  const byName = new Map<string, XmlField[]>()
  for (const field of fields) {
    const name = field.name === 'summary' && !field.isGoogle ? 'description' : field.name
    const siblings = byName.get(name) ?? []
    if (siblings.some((sibling) => sibling.isGoogle) && !field.isGoogle) continue
    byName.set(
      name,
      field.isGoogle ? [...siblings.filter((sibling) => sibling.isGoogle), field] : [...siblings, field],
    )
  }
  const cells = new Map<string, string>()
  for (const [name, same] of byName) {
    const cell = cellOf(name, same)
    if (cell !== '') cells.set(name, cell)
  }
  return cells
}

function cellOf(name: string, fields: readonly XmlField[]): string {
  if (name === 'product_detail') return formatDetails(fields.map(detailOf))
  const texts = fields.map(textOf).filter((text) => text !== '')
  if (name === 'additional_image_link') return texts.map((url) => url.replaceAll(',', '%2C')).join(',')
  return texts.length > 1 ? JSON.stringify(texts) : (texts[0] ?? '')
}

function detailOf(field: XmlField): { section: string; name: string; value: string } {
  const child = (name: string): string =>
    field.children.find((inner) => inner.name === name)?.text.trim() ?? ''
  return { section: child('section_name'), name: child('attribute_name'), value: child('attribute_value') }
}

function textOf(field: XmlField): string {
  if (field.children.length === 0) return field.text.trim()
  return JSON.stringify(Object.fromEntries(field.children.map((child) => [child.name, child.text.trim()])))
}

/** One cell to the XML of its element or elements. */
export function xmlOf(name: string, cell: string): string {
  if (name === 'product_detail') {
    return parseDetails(cell)
      .map(({ section, name: attribute, value }) =>
        element(
          name,
          `${element('section_name', escapeXml(section))}${element('attribute_name', escapeXml(attribute))}${element('attribute_value', escapeXml(value))}`,
        ),
      )
      .join('')
  }
  if (name === 'additional_image_link')
    return cell
      .split(',')
      .map((url) => element(name, escapeXml(url)))
      .join('')
  if (name.startsWith('c:')) return element(name, escapeXml(cell))
  return nested(name, cell) ?? element(name, escapeXml(cell))
}

/** The JSON that `textOf` and `cellOf` make of nested and repeated elements. */
function nested(name: string, cell: string): string | undefined {
  if (!cell.startsWith('{') && !cell.startsWith('[')) return undefined
  try {
    const value: unknown = JSON.parse(cell)
    if (Array.isArray(value)) {
      return value.every((text) => typeof text === 'string') && value.length > 1
        ? value.map((text) => xmlOf(name, text)).join('')
        : undefined
    }
    if (typeof value !== 'object' || value === null) return undefined
    const children = Object.entries(value)
    if (
      children.length === 0 ||
      !children.every(([child, text]) => isName(child) && typeof text === 'string')
    )
      return undefined
    return element(name, children.map(([child, text]) => element(child, escapeXml(String(text)))).join(''))
  } catch {
    return undefined
  }
}

/** Google's names only; anything else (a column of some other format) cannot be an element. */
export function isName(name: string): boolean {
  return /^(c:)?[A-Za-z_][\w.-]*$/.test(name)
}

function element(name: string, content: string): string {
  const tag = name.startsWith('c:') ? name : `g:${name}`
  return `<${tag}>${content}</${tag}>`
}

/** Characters that XML 1.0 cannot carry at all are dropped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
    .replace(/[&<>\r]/g, (character) => xmlEscapes[character] ?? character)
}
const xmlEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }
