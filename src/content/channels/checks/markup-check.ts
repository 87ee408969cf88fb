/** L06: HTML outside the allow-list, and ways to reach somebody: addresses, mail, telephone. */
import { Parser } from 'htmlparser2'
import type { Check } from '../../check/gate-context.ts'
import { createFinding } from '../../check/finding.ts'
import type { FieldRules } from '../channel.ts'
import { judgedFields } from './channel-fields.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { citedFacts, type Fault } from './character-check.ts'

export const checkMarkup: Check = (document, context) =>
  judgedFields(document, context).flatMap(({ name, rules, segments }) =>
    segments.flatMap((segment, index) =>
      [
        ...htmlFaults(rules, segment.text),
        ...contactFaults(rules, segment.text, namingFacts(segment, context.sheet)),
      ].map((fault) =>
        createFinding('L06', { field: name, segment: index, evidence: segment.factIds, ...fault }),
      ),
    ),
  )

const contacts: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\b(?:https?|ftp):\/\/[^\s<>"]+|\bwww\.[^\s.<>"]+\.[^\s<>"]+/giu, what: 'A link' },
  {
    pattern:
      /(?<![\w.@-])[a-z0-9][a-z0-9-]{0,62}\.(?:com|net|org|co\.uk|shop|store|info|eu)(?:\/[^\s<>"]*)?(?![\w-])/giu,
    what: 'An address of the web',
  },
  { pattern: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/giu, what: 'A mail address' },
  {
    pattern:
      /(?<![\w.,+])(?:\+\d{1,3}[\s()/.-]{0,2}(?:\d[\s()/.-]{0,2}){6,12}\d|\(0?\d{2,5}\)\s?\d{3,4}[\s-]?\d{3,4}|0\d{2,4}[\s/-]\d{3,4}[\s-]\d{3,4})(?![\w,])/gu,
    what: 'A telephone number',
  },
]

/** Most sentences hold none of these; they are asked for first, at once. */
const suspicious = /@|:\/\/|www\.|\.[a-z]{2}|\+\d|0\d\d|\(\d/i

/**
 * Ways to reach somebody, where the field bans them.
 * @param cited facts of the segment and names of the product; a brand may be called like an address ("Example.com cables")
 */
export function contactFaults(
  rules: Pick<FieldRules, 'bans'>,
  text: string,
  cited: readonly Fact[],
): Fault[] {
  if (!rules.bans.includes('links') || !suspicious.test(text)) return []
  return contacts.flatMap(({ pattern, what }) =>
    [...text.matchAll(pattern)]
      .filter((match) => !isName(match[0], cited))
      .map((match) => ({
        span: { start: match.index, end: match.index + match[0].length },
        text: match[0],
        fix: `${what} has no place here: leave it out.`,
        replacement: null,
      })),
  )
}

/** What may lend its name to an address: cited facts, and what the product is called. */
export function namingFacts(segment: Segment, sheet: FactSheet): Fact[] {
  const names = ['p_brand', 'p_title'].flatMap((id) => sheet.byId.get(id) ?? [])
  return [...citedFacts(segment, sheet), ...names]
}

/** An address that a name consists of: no link, no mail. */
function isName(found: string, cited: readonly Fact[]): boolean {
  return (
    !/[/@+]|^www|^[\d\s()-]+$/i.test(found) &&
    cited.some(
      ({ attribute, value }) =>
        /^(?:brand|title)$/.test(attribute) && String(value).toLowerCase().includes(found.toLowerCase()),
    )
  )
}

const entity = /&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,6});/gi

/** Tags, attributes and comments that the field does not allow; in plain text also entities, which would show as they are. */
export function htmlFaults({ html }: Pick<FieldRules, 'html'>, text: string): Fault[] {
  const faults: Fault[] = []
  const add = (start: number, end: number, fix: string, replacement: string | null) => {
    faults.push({ span: { start, end }, text: text.slice(start, end), fix, replacement })
  }
  if (html === null) {
    for (const match of text.matchAll(entity))
      add(match.index, match.index + match[0].length, 'Plain text: write the character itself.', null)
  }
  if (!text.includes('<')) return faults
  const allowed = new Set(html ?? [])
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const [start, end] = [parser.startIndex, parser.endIndex + 1]
        if (!allowed.has(name))
          add(start, end, `<${name}> is not allowed here: leave it out.`, emptyUnlessActive(name))
        else if (Object.keys(attributes).length > 0)
          add(start, end, `<${name}> takes no attributes here.`, `<${name}>`)
      },
      onclosetag(name, isImplied) {
        if (!isImplied && !allowed.has(name))
          add(
            parser.startIndex,
            parser.endIndex + 1,
            `</${name}> is not allowed here.`,
            emptyUnlessActive(name),
          )
      },
      oncomment() {
        add(parser.startIndex, parser.endIndex + 1, 'Leave comments out.', '')
      },
      onprocessinginstruction() {
        add(parser.startIndex, parser.endIndex + 1, 'Leave declarations out.', '')
      },
    },
    { lowerCaseTags: true, decodeEntities: false },
  )
  parser.end(text)
  return faults
}

/** What stands inside these is no text: only a person can tell what to keep. */
function emptyUnlessActive(name: string): string | null {
  return /^(?:script|style|iframe|object|embed|svg|math|template|noscript)$/.test(name) ? null : ''
}
