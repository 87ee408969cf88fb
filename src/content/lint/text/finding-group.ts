/** What a finding means to a merchandiser, in plain words: the report is grouped by these, not by codes. */
import type { FindingCode } from '../../check/finding.ts'
import type { ProseClaim } from '../../check/prose/check-prose.ts'

export const findingGroupIds = [
  'contradicted',
  'unknown',
  'law',
  'rank',
  'price',
  'residue',
  'missing',
  'markup',
  'duplicate',
  'unsupported',
  'style',
] as const
export type FindingGroupId = (typeof findingGroupIds)[number]

export interface FindingGroup {
  readonly title: string
  /** What is wrong with such a text. */
  readonly meaning: string
  /** What to do about it. */
  readonly action: string
}

export const findingGroups: Readonly<Record<FindingGroupId, FindingGroup>> = {
  contradicted: {
    title: 'The data says otherwise',
    meaning: 'The text claims something that a fact of the same product denies.',
    action: 'Find out which one is right; correct the text, or the data.',
  },
  unknown: {
    title: 'Numbers and names the data does not hold',
    meaning: 'A number, model or maker stands in the text and in no fact of the product.',
    action: 'Add the attribute it comes from to your data, or take it out of the text.',
  },
  law: {
    title: 'Claims the law restricts',
    meaning: 'Green, health, safety or scarcity claims need proof that is not on file.',
    action: 'Record the certificate that proves it, or take the claim out.',
  },
  rank: {
    title: 'Ranks no data can prove',
    meaning: 'The text places the product above others; no fact of a product can show that.',
    action: 'Say the fact that makes it good instead.',
  },
  price: {
    title: 'Prices and offers',
    meaning: 'An amount, a percentage or an offer differs from the price data.',
    action: 'Leave prices to the price field, or correct the text.',
  },
  residue: {
    title: 'Left over from a tool, a template or another language',
    meaning: 'Placeholders, prompts, chatter of a language model, hidden characters or the wrong language.',
    action: 'Write the text anew.',
  },
  missing: {
    title: 'Missing texts and facts',
    meaning: 'There is no description, or it leaves out what shoppers decide by.',
    action: 'Have a description written; name the facts listed.',
  },
  markup: {
    title: 'Broken or unsafe HTML, contact data',
    meaning: 'Markup outside the allowed list, unclosed tags, links or addresses in the text.',
    action: 'Clean the markup; most shops can do it on import.',
  },
  duplicate: {
    title: 'Texts that are nearly the same',
    meaning: 'Two products share a description, so shoppers and search engines cannot tell them apart.',
    action: 'Say what is different about each.',
  },
  unsupported: {
    title: 'Claims without support in the data',
    meaning: 'The data is silent about it: it may be true, but nothing here shows it.',
    action: 'Add the attribute, or take the claim out.',
  },
  style: {
    title: 'Style',
    meaning: 'Clichés, banned words, reading level or repetition.',
    action: 'Polish where it pays.',
  },
}

/** @param kind of the prose check, where it made the finding */
export function groupOf(code: FindingCode, kind?: ProseClaim['kind']): FindingGroupId {
  if (kind === 'contradiction' && !code.startsWith('P')) return 'contradicted'
  if (kind === 'unknown-number' || kind === 'unknown-name') return code === 'P01' ? 'price' : 'unknown'
  if (kind === 'unknown-rank') return 'rank'
  if (kind === 'unsupported' || kind === 'unfounded-denial' || kind === 'appraisal') return 'unsupported'
  return byFamily(code)
}

function byFamily(code: FindingCode): FindingGroupId {
  if (code === 'F14') return 'missing'
  if (code === 'C06') return 'rank'
  if (code === 'L04' || code === 'L06') return 'markup'
  switch (code[0]) {
    case 'F':
      return 'unsupported'
    case 'C':
      return 'law'
    case 'P':
      return 'price'
    case 'D':
      return 'duplicate'
    case 'S':
      return 'style'
    default:
      return code === 'M04' ? 'style' : 'residue'
  }
}
