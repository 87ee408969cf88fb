/**
 * The embedded writer: copy without a model, a key or a network. It says only what the facts say, cites them per
 * sentence, and gives the same words for the same (facts, locale, field, voice, seed). Plan → aggregate → realise.
 */
import type { FactSheet } from '../facts/fact.ts'
import type { CopyField, DraftFields, FieldCopy, Segment } from '../drafts/segment.ts'
import { neutralVoice, type BrandVoice } from '../voice/brand-voice.ts'
import type { Grammar } from './grammar.ts'
import { grammarFor } from './languages.ts'
import { composeOffer } from './offer/compose-offer.ts'
import { composeBullets } from './plan/bullets.ts'
import { describeBriefly, describeFully } from './plan/describe.ts'
import type { Description } from './plan/description.ts'
import { familyOf } from './plan/family.ts'
import { phrasesOf } from './plan/phrases-of.ts'
import { nameProduct } from './words/noun.ts'
import { createChooser } from './words/random.ts'

/** Version of the embedded writer; part of the cache key, so that better wording is not hidden by old drafts. */
export const embeddedWriterVersion = 'embedded-5'

export interface ComposeRequest {
  readonly fields: readonly CopyField[]
  /** BCP 47; picks the language of words, and the format of money. */
  readonly locale: string
  readonly seed: number
  /** Left out: the neutral voice. */
  readonly voice?: BrandVoice | undefined
  /** Patterns a neighbour's text was made of (`usedPatterns`): others are drawn where the facts allow it. */
  readonly avoid?: ReadonlySet<string> | undefined
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
  request: Omit<ComposeRequest, 'fields'>,
): Segment[] {
  const description = descriptionOf(sheet, { ...request, field })
  switch (field) {
    case 'pdp.long':
      return describeFully(description)
    case 'pdp.short':
      return describeBriefly(description)
    case 'pdp.bullets':
      return composeBullets(description)
    case 'promo':
      return composeOffer({ ...description, locale: request.locale })
  }
}

/** The patterns that a text of this request is made of: what a neighbour's text should avoid. */
export function usedPatterns(
  sheet: FactSheet,
  field: CopyField,
  request: Omit<ComposeRequest, 'fields'>,
): ReadonlySet<string> {
  const description = descriptionOf(sheet, { ...request, field })
  if (field === 'pdp.short') describeBriefly(description)
  else describeFully(description)
  return description.chooser.drawn
}

export interface DescriptionRequest extends Omit<ComposeRequest, 'fields'> {
  /** Choices are drawn anew for every field. */
  readonly field: string
  /** Only these facts; left out: all that may be worded. */
  readonly only?: ReadonlySet<string> | undefined
}

/** Everything a text of the product is written from. */
export function descriptionOf(
  sheet: FactSheet,
  { locale, seed, voice = neutralVoice, avoid, field, only }: DescriptionRequest,
): Description {
  const grammar = grammarFor(locale, voice)
  const seedText = `${sheet.hash}|${locale}|${field}|${String(seed)}`
  const material = only === undefined ? knownMaterial(grammar, sheet) : materialOf(grammar, sheet, only)
  return { grammar, sheet, voice, ...material, chooser: createChooser(seedText, avoid) }
}

type Material = Pick<Description, 'name' | 'family' | 'brand' | 'phrases'>

/** The fields of one product share its phrases; they are forgotten with the sheet. */
const materials = new WeakMap<FactSheet, { readonly grammar: Grammar; readonly material: Material }>()

function knownMaterial(grammar: Grammar, sheet: FactSheet): Material {
  const known = materials.get(sheet)
  if (known?.grammar === grammar) return known.material
  const material = materialOf(grammar, sheet)
  materials.set(sheet, { grammar, material })
  return material
}

function materialOf(grammar: Grammar, sheet: FactSheet, only?: ReadonlySet<string>): Material {
  const name = nameProduct(grammar, sheet)
  const family = familyOf(grammar, sheet, name)
  const phrases = phrasesOf(grammar, sheet, String(name.titleFact.value), { only, family })
  return { name, family, brand: brandOf(sheet), phrases }
}

function brandOf(sheet: FactSheet): Description['brand'] {
  const fact = sheet.byId.get('p_brand')
  if (fact === undefined) return null
  const text = String(fact.value)
  return { text, fact, isPhrase: !/^[\p{L}\p{N}&'’.-]+(?: [\p{L}\p{N}&'’.-]+){0,2}$/u.test(text) }
}
