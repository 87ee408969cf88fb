/**
 * RSS 2.0 and Atom to rows of named cells, one an <item> or <entry>. A document type is refused outright, which
 * rules out entity expansion; only the five entities of XML itself and character references are known.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { AppError } from '../../../errors.ts'
import { feedLimits } from '../catalog-format.ts'
import { invalidByte, type TextFeed } from '../decode/decode-text.ts'
import { customNamespace, googleNamespace } from '../google/google-fields.ts'
import { itemCells, type XmlField } from '../google/xml-fields.ts'
import type { TableRow } from './read-table.ts'

/** saxes collects one text or tag whole, so a longer stretch without an event ends the reading. */
const maxSilentChars = 32 * 1024 ** 2
const maxDepth = 16

interface OpenItem {
  readonly row: number
  readonly line: number
  readonly fields: XmlField[]
  readonly path: XmlField[]
  chars: number
  problem: string | undefined
}

/** Errors: `catalog.feed-unreadable` for a doctype or a document that is neither RSS nor Atom. */
export async function* scanXmlItems(feed: TextFeed): AsyncGenerator<TableRow> {
  const document = createDocument(feed)
  for await (const chunk of markBareAmpersands(feed.chunks)) {
    for (let start = 0; start < chunk.length; start += 16_384) {
      document.write(chunk.slice(start, start + 16_384))
      yield* document.takeRows()
      if (document.isStuck()) break
    }
    if (document.isStuck()) break
  }
  document.end()
  yield* document.takeRows()
}

function createDocument(feed: TextFeed) {
  const parser = new SaxesParser({
    xmlns: true,
    additionalNamespaces: { g: googleNamespace, c: customNamespace },
  })
  const rows: TableRow[] = []
  let item: OpenItem | undefined
  let count = 0
  let hasRoot = false
  let silentChars = 0
  let outside: string | undefined
  /** A wrong end tag is told right after the item it closed. */
  let hasJustClosed = false

  const closeItem = (problem?: string): void => {
    if (item === undefined) return
    const reason = problem ?? item.problem
    const cells = reason === undefined ? itemCells(item.fields) : new Map<string, string>()
    rows.push({ row: item.row, cells, columns: [], problem: reason, chars: item.chars })
    item = undefined
    hasJustClosed = true
  }
  const spoil = (problem: string): void => {
    if (item !== undefined) item.problem ??= problem
    else outside ??= problem
  }
  parser.on('doctype', () => {
    throw new AppError(
      'catalog.feed-unreadable',
      'The XML has a document type (<!DOCTYPE>), which is refused. Remove it.',
    )
  })
  parser.on('error', (error) => {
    // After a wrong end tag saxes has closed every element; what it then says about the root is only a consequence.
    if (/root|unmatched closing tag/.test(error.message)) return
    const reason = `not well-formed XML: ${error.message}`
    const last = hasJustClosed ? rows.at(-1) : undefined
    if (last === undefined) spoil(reason)
    else rows[rows.length - 1] = { ...last, cells: new Map(), problem: last.problem ?? reason }
  })
  parser.on('opentag', (tag) => {
    silentChars = 0
    hasJustClosed = false
    if (!hasRoot) checkRoot(tag)
    hasRoot = true
    const isItem = (tag.local === 'item' || tag.local === 'entry') && tag.uri !== googleNamespace
    if (isItem) {
      closeItem('the item is not closed before the next one begins')
      count += 1
      item = { row: count, line: parser.line, fields: [], path: [], chars: 0, problem: undefined }
    } else if (item !== undefined) {
      openField(item, tag)
    }
  })
  const onText = (marked: string): void => {
    const text = marked.replaceAll(bareAmpersand, '&')
    silentChars = 0
    hasJustClosed = false
    if (item === undefined) return
    item.chars += text.length
    const field = item.path.at(-1)
    if (item.chars > feedLimits.recordChars) {
      spoil(`the item is longer than ${String(feedLimits.recordChars)} characters`)
      item.fields.length = 0
    } else if (field !== undefined) field.text += text
    if (text.includes(invalidByte))
      spoil(`the item holds bytes that are not valid ${feed.encoding.toUpperCase()}`)
  }
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', (tag) => {
    silentChars = 0
    if (item === undefined) return
    if (item.path.length > 0) item.path.pop()
    else if (tag.local === 'item' || tag.local === 'entry') closeItem()
  })
  return {
    write(text: string): void {
      silentChars += text.length
      parser.write(text)
    },
    isStuck: () => silentChars > maxSilentChars,
    takeRows: () => rows.splice(0),
    end(): void {
      const cut = feed.cut() ?? (silentChars > maxSilentChars ? 'an element is too long' : undefined)
      if (cut === undefined) parser.close()
      const hadItem = item !== undefined
      closeItem(`the file breaks off inside this item${cut === undefined ? '' : `: ${cut}`}`)
      const problem = cut ?? outside
      if (problem !== undefined && !hadItem) {
        rows.push({
          row: count + 1,
          cells: new Map(),
          columns: [],
          problem: `the file breaks off here: ${problem}`,
          chars: 0,
        })
      }
    },
  }
}

/**
 * "Salt & Pepper" without &amp; is the commonest fault of feeds, and saxes would read on to the next semicolon. Such
 * an ampersand travels through the parser as a private-use character, which is also right inside CDATA.
 */
async function* markBareAmpersands(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const chunk of chunks) {
    const text = held + chunk
    const last = text.lastIndexOf('&')
    const cut = last >= text.length - longestReference ? last : -1
    held = cut < 0 ? '' : text.slice(cut)
    yield (cut < 0 ? text : text.slice(0, cut)).replace(notReference, bareAmpersand)
  }
  if (held !== '') yield held.replace(notReference, bareAmpersand)
}
const bareAmpersand = '\uF8FE'
const longestReference = 34
const notReference = /&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z]\w{0,30});)/g

function checkRoot(tag: SaxesTagNS): void {
  if (['rss', 'RDF', 'feed', 'channel'].includes(tag.local)) return
  throw new AppError(
    'catalog.feed-unreadable',
    `This is not a Google Merchant feed: the XML must be RSS 2.0 (<rss>) or Atom (<feed>); found <${tag.name.slice(0, 80)}>.`,
  )
}

function openField(item: OpenItem, tag: SaxesTagNS): void {
  const own = tag.uri === googleNamespace || tag.prefix === 'g'
  const name = tag.uri === customNamespace || tag.prefix === 'c' ? `c:${tag.local}` : tag.local
  const href = tag.attributes['href']?.value.replaceAll(bareAmpersand, '&')
  const field: XmlField = { name, isGoogle: own, text: href ?? '', children: [] }
  const parent = item.path.at(-1)
  if (item.path.length >= maxDepth) item.problem ??= `the item nests deeper than ${String(maxDepth)} elements`
  else (parent?.children ?? item.fields).push(field)
  item.path.push(field)
}
