/** Processes that write copy and are killed, each a few statements later than the one before; then what is left. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { productSchema, type Product } from '../../src/catalog/product.ts'
import { startFakeOpenAi } from '../../test/support/fake-openai/fake-openai.ts'
import {
  openFaultsDatabase,
  openFaultsRig,
  prices,
  reconcile,
  requestFaulty,
  type Reconciled,
} from './faults-rig.ts'

export interface Killed {
  /** Processes that were killed; the work may be done before the last one wanted. */
  readonly kills: number
  readonly products: number
  readonly lost: number
  readonly doubled: number
  readonly batches: number
  readonly batchesDoubled: number
  readonly calls: number
  /** Calls of unknown outcome: the process was killed while they were under way. */
  readonly askedAgain: number
  readonly money: Reconciled
}

/** Written one by one, with a repair among them; the others go by one batch. */
const SINGLE = 4
const BATCHED = 5

export async function killAtStatements({
  kills,
  stride,
}: {
  readonly kills: number
  readonly stride: number
}): Promise<Killed> {
  const products = Array.from({ length: SINGLE + BATCHED }, (_unused, index) => kettle(index))
  const ids = products.map((product) => product.id)
  await using fake = await startFakeOpenAi(prices)
  fake.script('ok', 'invented-number', 'ok', 'reset')
  const rig = await openFaultsRig(products)
  for (const id of ids.slice(0, SINGLE)) await requestFaulty(rig.db, [id])
  await requestFaulty(rig.db, ids.slice(SINGLE), { delivery: 'batch' })
  const { directory } = rig
  // The parent's handle would hold the lock of the directory.
  await rig.close()
  let done = 0
  while (done < kills && (await runChild(directory, fake.url, 1 + done * stride)) === 'killed') done += 1
  if ((await runChild(directory, fake.url, Number.MAX_SAFE_INTEGER)) !== 'finished')
    throw new Error('The last process did not come to its end.')
  await using database = await openFaultsDatabase(directory)
  const { db } = database
  const drafts = await db.selectFrom('copy_drafts').select(['product_id']).execute()
  const calls = await db
    .selectFrom('model_calls')
    .select(['state'])
    .where('state', '<>', 'released')
    .execute()
  const perProduct = new Map<number, number>()
  for (const { product_id: id } of drafts) perProduct.set(id, (perProduct.get(id) ?? 0) + 1)
  const killed = {
    kills: done,
    products: products.length,
    lost: products.length - perProduct.size,
    doubled: [...perProduct.values()].filter((count) => count > 1).length,
    batches: fake.batches.length,
    batchesDoubled:
      fake.batches.length - new Set(fake.batches.map((batch) => batch.metadata['vitrine_batch'])).size,
    calls: calls.length,
    askedAgain: calls.filter((call) => call.state === 'uncertain').length,
    money: await reconcile(db, fake.bill),
  }
  rig.remove()
  return killed
}

const childScript = fileURLToPath(new URL('faults-child.ts', import.meta.url))
/** Far longer than a child needs; one that hangs is a fault of ours. */
const CHILD_MS_MAX = 120_000

async function runChild(
  directory: string,
  endpoint: string,
  killBefore: number,
): Promise<'killed' | 'finished'> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', childScript, directory, endpoint, String(killBefore)],
    { stdio: ['ignore', 'ignore', 'pipe'], timeout: CHILD_MS_MAX },
  )
  let complaint = ''
  child.stderr.on('data', (bytes: Buffer) => {
    complaint += bytes.toString('utf8')
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('close', (exitCode, exitSignal) => {
      resolve([exitCode, exitSignal])
    })
  })
  if (signal === 'SIGKILL') return 'killed'
  if (code === 0) return 'finished'
  throw new Error(`The child ended with ${String(code ?? signal)}: ${complaint.slice(-2_000)}`)
}

function kettle(index: number): Product {
  return productSchema.parse({
    id: `kettle-${String(index)}`,
    locale: 'en-GB',
    title: `Alder Kettle ${['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine'][index] ?? ''}`,
    brand: 'Tindelow',
    attributes: {
      material: { value: 'stainless steel' },
      capacity: { value: 1 + index / 10, unit: 'l' },
      power: { value: 2_000 + index * 10, unit: 'W' },
    },
    variants: [{ id: `kettle-${String(index)}-a`, priceMinor: 3_990 + index, stockUnits: 3 }],
  })
}
