/** `vitrine demo`: one product with its description, its promo and its similar products, side by side. */
import type { Command } from 'commander'
import type { ApiSchemas } from '../../client/api-client.ts'
import { AppError } from '../../errors.ts'
import { answer, type Api } from '../api/api.ts'
import { findDraft, followCopy } from '../copy/follow-copy.ts'
import { examples } from '../help.ts'
import { integer } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { columns, fitsBeside, type TextColumn } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { draftColumns, draftHeadline, explainDraft } from '../views/draft-view.ts'
import {
  productPrice,
  reasonWords,
  similarTable,
  withProducts,
  type SimilarProduct,
} from '../views/similar-view.ts'

interface DemoOptions {
  readonly n: number
  readonly explain?: true
}

export const addDemoCommand: AddCommand = (parent, begin) => {
  parent
    .command('demo')
    .summary('show one product with its copy and its similar products')
    .description(
      'Shows what Vitrine makes of one product: description, promo and similar products, side by side. A product without ' +
        'copy gets some first, by the embedded writer.',
    )
    .argument('[product]', 'id of a product; left out: the one whose copy is newest')
    .option('-n, --n <count>', 'similar products to show', integer(1, 20), 5)
    .option('--explain', 'show every sentence with the facts it rests on')
    .addHelpText(
      'after',
      examples(
        ['vitrine demo', 'any product'],
        ['vitrine demo KET-007 --explain', 'with the facts behind every sentence'],
      ),
    )
    .action(async (product: string | undefined, options: DemoOptions, command: Command) => {
      await runDemo(begin(command), product, options)
    })
}

async function runDemo(run: Run, wanted: string | undefined, { n, explain }: DemoOptions): Promise<void> {
  const api = await run.api()
  const id = wanted ?? (await chooseProduct(api))
  const product = await answer(api.GET('/v1/products/{id}', { params: { path: { id } } }))
  const draft = (await findDraft(api, id)) ?? (await write(run, api, id))
  const slate = await answer(api.POST('/v1/recommendations', { body: similarTo(id, n) }))
  const similar = run.terminal.json ? [] : await withProducts(api, slate)
  run.terminal.show({ product, draft: draft ?? null, recommendation: slate }, () =>
    [
      draftHeadline(run.terminal, product, draft),
      sideBySide(run.terminal, draft === undefined ? [] : draftColumns(draft), similar),
      ...(explain === true && draft !== undefined ? [explainDraft(run.terminal, draft)] : []),
    ].join('\n\n'),
  )
}

async function chooseProduct(api: Api): Promise<string> {
  const drafts = await answer(api.GET('/v1/copy/drafts', { params: { query: { limit: 1 } } }))
  const products = await answer(api.GET('/v1/products', { params: { query: { limit: 1 } } }))
  const id = drafts.items[0]?.product ?? products.items[0]?.id
  if (id !== undefined) return id
  throw new AppError(
    'catalog.product-not-found',
    'The shop has no products yet. Bring some in with "vitrine import <file>".',
  )
}

async function write(run: Run, api: Api, id: string): Promise<ApiSchemas['Draft'] | undefined> {
  run.terminal.note(`${id} has no copy yet; writing it …`)
  const { locale } = await answer(api.GET('/v1/shop'))
  const body = {
    selection: { products: [id] },
    fields: ['pdp.long' as const, 'pdp.short' as const, 'promo' as const],
    locale,
    writer: 'embedded' as const,
    seed: 0,
    voice: null,
    maxCostMicros: null,
    delivery: 'now' as const,
  }
  const { id: jobId } = await answer(api.POST('/v1/copy/jobs', { body }))
  const job = await followCopy(run, api, jobId)
  for (const { detail } of job.failures) run.terminal.note(`No copy: ${printable(detail)}`)
  return findDraft(api, id)
}

function similarTo(id: string, n: number) {
  return {
    placement: 'product-similar' as const,
    consent: 'none' as const,
    context: { item: id, items: [], cart: [] },
    exclude: { ids: [], seen: false, bought: false },
    diversity: 0 as const,
    n,
    explain: false,
  }
}

/** Three columns where there is room for them; else the similar products follow as a table. */
function sideBySide(
  terminal: Terminal,
  texts: readonly TextColumn[],
  similar: readonly SimilarProduct[],
): string {
  const beside: TextColumn = {
    sections: [{ head: 'Similar products', paragraphs: similarLines(terminal, similar) }],
    weight: 5,
  }
  const all = [...texts, beside]
  if (
    fitsBeside(
      terminal,
      all.map(({ weight }) => weight),
    )
  )
    return columns(terminal, all)
  return [
    columns(terminal, texts),
    terminal.paint('bold', 'Similar products'),
    similarTable(terminal, similar),
  ].join('\n\n')
}

function similarLines(terminal: Terminal, similar: readonly SimilarProduct[]): string[] {
  if (similar.length === 0) return ['none may be shown']
  return similar.map(({ item, product }) => {
    const title = printable(product?.title ?? item.id)
    const price = product === undefined ? '' : ` ${productPrice(product)}`
    return `${title}${terminal.paint('green', price)}\n${terminal.paint('dim', printable(reasonWords(item.reason)))}`
  })
}
