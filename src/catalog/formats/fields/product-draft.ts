/**
 * From what a format read to a checked `CatalogRow`. Readers fill a draft and collect complaints in the words of
 * their own file ("row 17: Variant Price …"); the product schema has the last word on everything.
 */
import type { z } from 'zod'
import type { FieldError } from '../../../errors.ts'
import { productSchema, type variantSchema } from '../../product.ts'
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import { issueMessage } from './issue-message.ts'
import { parseMoney } from './money.ts'

export type ProductDraft = {
  -readonly [Key in keyof z.input<typeof productSchema>]: z.input<typeof productSchema>[Key]
}
export type VariantDraft = z.input<typeof variantSchema>

/** Complaints about one product, each naming its column or field. */
export interface Complaints {
  readonly errors: readonly FieldError[]
  add(path: string, message: string): void
  /** A price cell in minor units; null when empty or not a price (then a complaint is added). */
  price(text: string | undefined, path: string, currency?: string): number | null
  /** A whole number of units; null when empty or not one (then a complaint is added). */
  units(text: string | undefined, path: string): number | null
}

export function createComplaints(defaults: CatalogDefaults): Complaints {
  const errors: FieldError[] = []
  const add = (path: string, message: string): void => {
    if (errors.length < maxErrors) errors.push({ path, message })
  }
  return {
    errors,
    add,
    price(text, path, currency = defaults.currency) {
      if (text === undefined || text.trim() === '') return null
      const money = parseMoney(text, currency)
      if (money === undefined) add(path, `${shown(text)} is not a price`)
      else if (money.currency !== undefined && money.currency !== currency) {
        add(path, `${shown(text)} is not in ${currency}, the currency of the other prices of this product`)
      } else return money.minor
      return null
    },
    units(text, path) {
      if (text === undefined || text.trim() === '') return null
      if (/^\s*[+-]?\d{1,15}(\.0+)?\s*$/.test(text)) return Number(text)
      add(path, `${shown(text)} is not a whole number`)
      return null
    },
  }
}

/** One row can be wrong in thousands of ways; nobody reads more than these. */
const maxErrors = 50

/** The product when the draft is valid and nobody complained, else an error row with every complaint. */
export function checkProduct(
  place: { readonly row: number; readonly sourceRows: number },
  draft: ProductDraft | { readonly id?: unknown },
  complaints: readonly FieldError[] = [],
): CatalogRow {
  const id =
    typeof draft.id === 'string' && draft.id.trim() !== '' ? draft.id.trim().slice(0, 200) : undefined
  const checked = productSchema.safeParse(draft, { error: issueMessage })
  if (checked.success && complaints.length === 0) {
    if (!hasUnstorable(checked.data)) return { kind: 'product', ...place, product: checked.data }
    return errorRow(
      place,
      [{ path: 'product', message: 'a text holds a NUL character or half a surrogate pair' }],
      id,
    )
  }
  const issues = checked.success
    ? []
    : checked.error.issues
        .slice(0, maxErrors)
        .map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
  const complained = new Set(complaints.map(({ path }) => path))
  return errorRow(place, [...complaints, ...issues.filter(({ path }) => !complained.has(path))], id)
}

export function errorRow(
  place: { readonly row: number; readonly sourceRows: number },
  errors: readonly FieldError[],
  id?: string,
): CatalogRow {
  const { row, sourceRows } = place
  return id === undefined
    ? { kind: 'error', row, sourceRows, errors }
    : { kind: 'error', row, sourceRows, errors, id }
}

/** A value as it may be quoted in a message: short, on one line. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}

/** Text that PostgreSQL refuses. JSON escapes can smuggle it in, so it is looked for after parsing. */
function hasUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return /[\0\p{Surrogate}]/u.test(value)
  if (Array.isArray(value)) return value.some(hasUnstorable)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => hasUnstorable(key) || hasUnstorable(inner))
}
