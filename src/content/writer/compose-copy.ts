/**
 * The embedded writer: copy without a model, a key or a network. It says only what the facts say, cites them per
 * sentence, and gives the same words for the same (facts, locale, field, seed). Plan → aggregate → realise.
 */
import type { FactSheet } from '../facts/fact.ts'
import type { CopyField, DraftFields, FieldCopy, Segment } from '../drafts/segment.ts'
import { describeBriefly, describeFully } from './describe.ts'
import type { Description } from './description.ts'
import { english } from './en/grammar.ts'
import type { Grammar } from './grammar.ts'
import { nameProduct } from './words/noun.ts'
import { composeOffer } from './offer.ts'
import { phrasesOf } from './phrase.ts'
import { createChooser } from './words/random.ts'

/** Version of the embedded writer; part of the cache key, so that better wording is not hidden by old drafts. */
export const embeddedWriterVersion = 'embedded-2'

export interface ComposeRequest {
  readonly fields: readonly CopyField[]
  /** BCP 47; picks the language of words, and the format of money. */
  readonly locale: string
  readonly seed: number
}

/** Every requested field; never empty, because a product always has a title. */
export function composeCopy(sheet: FactSheet, request: ComposeRequest): DraftFields {
  const fields: DraftFields = {}
  for (const field of request.fields) {
    fields[field] = {
      provenance: 'embedded',
      segments: composeField(sheet, field, request),
    } satisfies FieldCopy
  }
  return fields
}

export function composeField(
  sheet: FactSheet,
  field: CopyField,
  { locale, seed }: Omit<ComposeRequest, 'fields'>,
): Segment[] {
  const chooser = createChooser(`${sheet.hash}|${locale}|${field}|${String(seed)}`)
  const grammar = grammarOf(locale)
  const name = nameProduct(grammar, sheet)
  const phrases = phrasesOf(grammar, sheet, String(name.titleFact.value))
  const description = { grammar, sheet, name, brand: brandOf(sheet), chooser, phrases }
  switch (field) {
    case 'pdp.long':
      return describeFully(description)
    case 'pdp.short':
      return describeBriefly(description)
    case 'promo':
      return composeOffer({ ...description, locale })
  }
}

function brandOf(sheet: FactSheet): Description['brand'] {
  const fact = sheet.byId.get('p_brand')
  if (fact === undefined) return null
  const text = String(fact.value)
  return { text, fact, isPhrase: !/^[\p{L}\p{N}&'’.-]+(?: [\p{L}\p{N}&'’.-]+){0,2}$/u.test(text) }
}

/** English is the first language; a locale without a grammar is written in it rather than left blank. */
export function grammarOf(_locale: string): Grammar {
  return english
}
