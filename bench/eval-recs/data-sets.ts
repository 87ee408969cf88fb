/** The public data of the scorecard of recommendations, each split as its literature does, or by time. */
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { EvaluationInput } from '../../src/recommendations/evaluation/evaluate-model.ts'
import { growingFloat64, growingUint32 } from '../../src/recommendations/evaluation/files/growing-numbers.ts'
import { createItemIds } from '../../src/recommendations/evaluation/files/item-numbers.ts'
import { readEvaluationData } from '../../src/recommendations/evaluation/files/read-data.ts'
import { splitVisits } from '../../src/recommendations/evaluation/split-visits.ts'

export type SplitData = Pick<EvaluationInput, 'log' | 'cases' | 'source'>

export interface DataSet {
  readonly id: string
  readonly title: string
  /** Below the data directory; all must be there. */
  readonly files: readonly string[]
  /** Least share of the session model, in per cent; null: above every baseline is the bar. */
  readonly bars: { readonly hr: number; readonly mrr: number } | null
  /** P@20 of Gorse's formula times this is a bar too. */
  readonly gorseFactor?: number
  readonly notes: readonly string[]
  readonly read: (paths: readonly string[]) => Promise<SplitData>
}

export const dataSets: readonly DataSet[] = [
  {
    id: 'diginetica',
    title: 'Diginetica, split of SR-GNN and GCE-GNN',
    files: ['sessions/diginetica/train_sessions.txt', 'sessions/diginetica/test_prefix_target.tsv'],
    bars: { hr: 54.3, mrr: 19.1 },
    gorseFactor: 1.5,
    notes: [
      'cited, P@20 / MRR@20: SR-GNN 50.73 / 17.59; unverified: GCE-GNN 54.22 / 19.04, COTREC 54.18 / 19.07',
    ],
    read: readPair,
  },
  {
    id: 'serenade',
    title: 'Serenade sample, train.txt and test.txt, every prefix a case',
    files: ['sessions/serenade/train.txt', 'sessions/serenade/test.txt'],
    bars: { hr: 67, mrr: 35.5 },
    notes: [
      'cited, README of bolcom/serenade, tuned on valid.txt: MRR@20 .3401 (default .3277), HR@20 .6402; its standard error is 1.4 points',
    ],
    read: readPair,
  },
  {
    id: 'retailrocket-week',
    title: 'RetailRocket, one week of typed events, newest tenth of the sessions as the test',
    files: ['events/retailrocket-typed-week.tsv'],
    bars: null,
    notes: ['views, carts and purchases alike are clicks here; not the split of any paper'],
    read: async ([path = '']) => {
      const { log, train } = await readEvaluationData(path, path, { signal: new AbortController().signal })
      const { cases, log: learnt } = splitVisits(log)
      return { log: learnt, cases, source: { kind: 'files', train, test: train } }
    },
  },
  {
    id: 'online-retail',
    title: 'Online Retail, baskets in the order of their lines, newest tenth as the test',
    files: ['orders/online-retail.csv.gz'],
    bars: null,
    notes: [
      'a basket is no browsing session: wholesalers’ long lists, few returns; cancelled orders left out',
    ],
    read: async ([path = '']) => readBaskets(path),
  },
]

async function readPair([train = '', test = '']: readonly string[]): Promise<SplitData> {
  const data = await readEvaluationData(train, test, { signal: new AbortController().signal })
  return { log: data.log, cases: data.cases, source: { kind: 'files', train: data.train, test: data.test } }
}

const rowSchema = z.object({
  InvoiceNo: z.string(),
  StockCode: z.string(),
  Quantity: z.coerce.number(),
  InvoiceDate: z.string(),
})

async function readBaskets(path: string): Promise<SplitData> {
  const baskets = new Map<string, { readonly end: number; readonly items: string[] }>()
  const rows = createReadStream(path)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }))
  for await (const row of rows) {
    const { InvoiceNo, StockCode, Quantity, InvoiceDate } = rowSchema.parse(row)
    if (InvoiceNo.startsWith('C') || Quantity <= 0) continue
    const basket = baskets.get(InvoiceNo) ?? { end: secondsOf(InvoiceDate), items: [] }
    baskets.set(InvoiceNo, basket)
    basket.items.push(StockCode)
  }
  const ids = createItemIds()
  const [offsets, clicks, ends] = [growingUint32(), growingUint32(), growingFloat64()]
  offsets.push(0)
  for (const { end, items } of baskets.values()) {
    for (const item of items) clicks.push(ids.numberOf(item))
    offsets.push(clicks.length)
    ends.push(end)
  }
  const taken = ends.take()
  const split = splitVisits({
    items: ids.list(),
    offsets: offsets.take(),
    clicks: clicks.take(),
    ends: taken,
    numbers: Float64Array.from(taken, (_, position) => position),
  })
  const bytes = readFileSync(path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = { name: 'online-retail.csv.gz', format: 'baskets', bytes: bytes.length, sha256 }
  return { log: split.log, cases: split.cases, source: { kind: 'files', train: file, test: file } }
}

/** "2010-12-01 08:26:00" or "12/1/2010 8:26". */
function secondsOf(text: string): number {
  const seconds = Date.parse(`${text} UTC`) / 1_000
  if (!Number.isFinite(seconds)) throw new Error(`"${text}" is no date.`)
  return seconds
}

export function pathsOf({ files }: DataSet, directory: string): string[] {
  return files.map((file) => join(directory, file))
}
