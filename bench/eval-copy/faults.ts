/**
 * Section E: an endpoint that fails in every way we know of, product by product; what became of the texts, and whether
 * the ledger says what the endpoint billed. Then processes killed at their statements, one after the other.
 */
import { createHash } from 'node:crypto'
import type { Product } from '../../src/catalog/product.ts'
import { listDrafts } from '../../src/content/drafts/read-drafts.ts'
import type { Draft } from '../../src/content/drafts/draft.ts'
import { segmentsText } from '../../src/content/drafts/segment.ts'
import { runCopyJobs } from '../../test/content/run-copy-jobs.ts'
import { startFakeOpenAi } from '../../test/support/fake-openai/fake-openai.ts'
import type { Fault } from '../../test/support/fake-openai/fault.ts'
import { icecatProducts } from '../search/evaluation-data.ts'
import { faultsDeps, openFaultsRig, prices, reconcile, requestFaulty, type Reconciled } from './faults-rig.ts'
import { killAtStatements } from './faults-kill.ts'
import { shareText, type ScoreRow, type Section } from './section.ts'

export interface FaultsOptions {
  /** Products of the catalogue, each with a script of faults of its own. */
  readonly products: number
  /** Processes killed, each at a later statement. */
  readonly kills: number
  /** Statements between two kills. */
  readonly stride: number
}

export async function evaluateFaults(
  data: string,
  options: FaultsOptions = { products: 1_500, kills: 60, stride: 3 },
): Promise<Section> {
  const products = spread(await icecatProducts(data), options.products)
  const { outcomes, money } = await writeAmongFaults(products)
  const killed = await killAtStatements(options)
  const valid = outcomes.filter((outcome) => outcome.isValid).length
  return {
    id: 'E',
    title: 'Faults of model endpoints, money and kills',
    data: `${String(products.length)} products of catalog/icecat.jsonl spread over the file, faults drawn by SHA-256 of the product id; ${String(killed.kills)} processes killed with SIGKILL, each ${String(options.stride)} statements later`,
    rows: [
      {
        what: 'drafts that pass the gate, by any rung',
        n: products.length,
        value: shareText(valid, products.length),
        bar: '≥ 99.5 %',
        isMet: valid / products.length >= 0.995,
      },
      ...rungs.map((rung) => rungRow(rung, outcomes)),
      ...faults.map((fault) => faultRow(fault, outcomes)),
      ...moneyRows('faults', money),
      ...moneyRows('kills', killed.money),
      zeroRow('kills: products without a draft', killed.products, killed.lost),
      zeroRow('kills: products with two drafts', killed.products, killed.doubled),
      zeroRow('kills: batches submitted twice', killed.batches, killed.batchesDoubled),
    ],
    notes: [
      `The endpoint is the test suite's own: answers are ${String(products.length)} times one dull cited sentence per fact, then broken. How well real models write is not measured here.`,
      `A kill between sending and the committed answer leaves a call of unknown outcome, which is held until it is invoiced and asked again: ${String(killed.askedAgain)} of ${String(killed.calls)} calls.`,
    ],
  }
}

const rungs = [
  'first answer',
  'repair',
  'embedded sentences among the model’s',
  'embedded text',
  'none',
] as const
type Rung = (typeof rungs)[number]

/** Everything but a wrong key, which an operator must put right. */
const faults: readonly Fault[] = [
  'fences',
  'preamble',
  'whitespace',
  'runaway',
  'truncated-json',
  'garbage',
  'refusal',
  'empty',
  'wrong-schema',
  'wrong-product',
  'invented-number',
  'unknown-citation',
  'half-cited',
  'prompt-echo',
  'status-429',
  'status-429-bare',
  'status-500',
  'hang',
  'reset',
]

interface Outcome {
  readonly scripted: readonly Fault[]
  readonly isValid: boolean
  readonly rung: Rung
}

/** One product after the other, so that every fault falls on the product it was drawn for. */
async function writeAmongFaults(
  products: readonly Product[],
): Promise<{ readonly outcomes: Outcome[]; readonly money: Reconciled }> {
  await using fake = await startFakeOpenAi(prices)
  await using rig = await openFaultsRig(products)
  // A hang ends at the time limit, so a short one keeps the section short.
  const deps = await faultsDeps(rig.db, fake.url, 400)
  const outcomes: Outcome[] = []
  for (const product of products) {
    const scripted = scriptOf(product.id)
    fake.script(...scripted)
    const copyJobId = await requestFaulty(rig.db, [product.id])
    await runCopyJobs(deps)
    // What a short life left over must not fall on the next product.
    fake.unscript()
    const { items } = await listDrafts(rig.db, rig.shopId, { copyJobId, limit: 2 })
    outcomes.push({ scripted, ...judged(items) })
  }
  return { outcomes, money: await reconcile(rig.db, fake.bill) }
}

function judged(drafts: readonly Draft[]): Pick<Outcome, 'isValid' | 'rung'> {
  const [draft] = drafts
  if (draft === undefined || drafts.length !== 1) return { isValid: false, rung: 'none' }
  const fields = Object.values(draft.fields)
  const hasText = fields.length === 2 && fields.every((field) => segmentsText(field.segments).trim() !== '')
  const isValid = draft.state === 'ready' && hasText
  if (fields.every((field) => field.provenance === 'embedded')) return { isValid, rung: 'embedded text' }
  if (fields.some((field) => field.provenance !== 'model'))
    return { isValid, rung: 'embedded sentences among the model’s' }
  return { isValid, rung: (draft.usage?.calls ?? 0) > 1 ? 'repair' : 'first answer' }
}

/** One fault for most, two or three in a row for some: what a first repair meets may be broken too. */
function scriptOf(productId: string): Fault[] {
  const bytes = createHash('sha256').update(`faults ${productId}`).digest()
  const drawn = (at: number) => faults[(bytes[at] ?? 0) % faults.length] ?? 'ok'
  const length = [1, 1, 1, 2, 2, 3][(bytes[0] ?? 0) % 6] ?? 1
  return Array.from({ length }, (_unused, at) => drawn(at + 1))
}

/** Evenly over the file, so that no family is missing. */
function spread(products: readonly Product[], count: number): Product[] {
  const step = Math.max(1, Math.floor(products.length / count))
  return products.filter((_product, index) => index % step === 0).slice(0, count)
}

function rungRow(rung: Rung, outcomes: readonly Outcome[]): ScoreRow {
  const reached = outcomes.filter((outcome) => outcome.rung === rung)
  const valid = reached.filter((outcome) => outcome.isValid).length
  return {
    what: `  by rung: ${rung}`,
    n: reached.length,
    value: `${String(valid)} pass`,
    bar: null,
    isMet: null,
  }
}

function faultRow(fault: Fault, outcomes: readonly Outcome[]): ScoreRow {
  const met = outcomes.filter((outcome) => outcome.scripted[0] === fault)
  const valid = met.filter((outcome) => outcome.isValid).length
  return {
    what: `  first fault: ${fault}`,
    n: met.length,
    value: shareText(valid, met.length),
    bar: null,
    isMet: null,
  }
}

function moneyRows(name: string, money: Reconciled): ScoreRow[] {
  const dollars = (micros: number) => `$${(micros / 1e6).toFixed(6)}`
  const isEqual = money.ledgerMicros === money.billMicros && money.heldMicros === 0
  return [
    {
      what: `${name}: ledger and bill`,
      n: 1,
      value: `${dollars(money.ledgerMicros)} and ${dollars(money.billMicros)}, ${dollars(money.heldMicros)} held`,
      bar: 'equal, none held',
      isMet: isEqual,
    },
    zeroRow(`${name}: charges unknown to the other side`, 1, money.strangers),
    zeroRow(`${name}: answers paid for twice`, 1, money.doubles),
    zeroRow(`${name}: bills above what was held`, 1, money.aboveHold),
  ]
}

function zeroRow(what: string, n: number, count: number): ScoreRow {
  return { what, n, value: String(count), bar: '0', isMet: count === 0 }
}
