/** Supplier HTML as the text a reader sees, and what is wrong with the markup itself. */
import { Parser } from 'htmlparser2'

export interface MarkupFault {
  /** As written, shortened. */
  readonly text: string
  readonly fix: string
}

export interface ReadText {
  /** Blocks on lines of their own. */
  readonly text: string
  readonly faults: readonly MarkupFault[]
}

const allowed: ReadonlySet<string> = new Set(
  'p br ul ol li dl dt dd b strong i em u s small sub sup span div h1 h2 h3 h4 h5 h6 hr blockquote table thead tbody tfoot tr td th caption colgroup col'.split(
    ' ',
  ),
)
const blocks: ReadonlySet<string> = new Set(
  'p br ul ol li dl dt dd div h1 h2 h3 h4 h5 h6 hr blockquote table tr caption'.split(' '),
)
/** HTML lets these end by themselves. */
const selfEnding: ReadonlySet<string> = new Set('p li dt dd tr td th thead tbody tfoot colgroup'.split(' '))
/** Their content is no text. */
const silent: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript'])
/** One text may be broken in a hundred places of one kind; more than these helps nobody. */
const faultsMax = 10

export function readHtml(html: string): ReadText {
  if (!/[<&]/.test(html)) return { text: html, faults: [] }
  let text = ''
  let silentDepth = 0
  const faults = new Map<string, MarkupFault>()
  const fault = (words: string, fix: string) => {
    if (faults.size < faultsMax) faults.set(fix, { text: words.slice(0, 120), fix })
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silent.has(name)) silentDepth += 1
        if (blocks.has(name)) text += '\n'
        if (!allowed.has(name)) fault(`<${name}>`, `Take <${name}> out: it is outside the allowed HTML.`)
        const active = Object.entries(attributes).find(
          ([attribute, value]) => /^on/i.test(attribute) || /^\s*(?:javascript|data|vbscript):/i.test(value),
        )
        if (active !== undefined)
          fault(`${active[0]}="${active[1]}"`, `Take the attribute "${active[0]}" out: it can run code.`)
      },
      onclosetag(name, isImplied) {
        if (silent.has(name)) silentDepth -= 1
        if (blocks.has(name)) text += '\n'
        // Void elements close themselves; the parser calls that implied too.
        if (isImplied && allowed.has(name) && !selfEnding.has(name) && !/^(?:br|hr|col)$/.test(name))
          fault(`<${name}>`, `Close <${name}>: the markup is broken.`)
      },
      ontext(piece) {
        if (silentDepth === 0) text += piece
      },
      oncomment() {
        fault('<!-- -->', 'Take comments out of the HTML.')
      },
    },
    { lowerCaseTags: true, decodeEntities: true },
  )
  parser.end(html)
  const lines = text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim()
  return { text: lines, faults: [...faults.values()] }
}
