/**
 * `npm run eval:relations`: relations learnt from a real order file by the code of an image build: twenty complements
 * and twenty substitutes with counts and intervals, lists below the support, a recount by plain code, and how often
 * complements are bought together later. With `--write` also as docs/evaluation/relations-lists.md. Exits 1 when a
 * recount differs or a relation is below the support. Needs the evaluation data (VITRINE_DATA_DIR) and `npm run build`.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeMachine } from '../src/recommendations/evaluation/machine.ts'
import { checkSupport } from './eval-relations/check-support.ts'
import { choosePairs, sourcesOf, type ShownKind, type ShownPair } from './eval-relations/choose-pairs.ts'
import { measureHeldOut } from './eval-relations/held-out.ts'
import { shareOfKind, type KindShare } from './eval-relations/kind-words.ts'
import { learnOrders } from './eval-relations/learn-orders.ts'
import { nearTitles } from './eval-relations/near-titles.ts'
import {
  heldOutTable,
  pairTable,
  recountTable,
  supportLines,
  type Recount,
} from './eval-relations/print-relations.ts'
import { readOrders, type ReadOrders } from './eval-relations/read-orders.ts'
import { readTitles } from './eval-relations/read-titles.ts'
import { plainOrders, recountComplement, recountSubstitute } from './eval-relations/recount.ts'

const shown = 20

const directory = process.env['VITRINE_DATA_DIR'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data')
const path = join(directory, 'orders', 'online-retail.csv.gz')
if (existsSync(path)) await main()
else console.log('Not measured: no orders/online-retail.csv.gz here; set VITRINE_DATA_DIR.')

async function main(): Promise<void> {
  const mapping = fileURLToPath(new URL('../fixtures/mappings/online-retail.mapping.json', import.meta.url))
  const read = await readOrders(path, mapping)
  const titles = await readTitles(path)
  const ids = [...new Set(read.orders.flatMap(({ products }) => products))].sort()
  const near = await nearTitles(
    ids.map((id) => titles.get(id) ?? id),
    join(tmpdir(), 'vitrine-eval', 'models'),
  )
  const learnt = learnOrders(read.orders, { ids, near })
  const titleOf = (item: number) => titles.get(learnt.items[item] ?? '') ?? ''
  const nameOf = (item: number) => `${learnt.items[item] ?? ''} ${titleOf(item)}`
  const complements = choosePairs(learnt.relations, 'complement', shown)
  const substitutes = choosePairs(learnt.relations, 'substitute', shown)
  const support = checkSupport(learnt)
  const plain = plainOrders(path)
  const recount = (kind: ShownKind, { source, item, ab, a, b, total }: ShownPair): Recount => {
    const count = kind === 'complement' ? recountComplement : recountSubstitute
    const found = count(plain, learnt.items[source] ?? '', learnt.items[item] ?? '')
    const isEqual = found.ab === ab && found.a === a && found.b === b && found.total === total
    return { kind, pair: `${nameOf(source)} → ${nameOf(item)}`, learnt: { ab, a, b, total }, found, isEqual }
  }
  const recounts = [
    ...spread(complements).map((pair) => recount('complement', pair)),
    ...spread(substitutes).map((pair) => recount('substitute', pair)),
  ]
  const { lists, buyers } = learnt.relations
  const lengths = (kind: ShownKind) =>
    `${String(lists[kind].items.length)} ${kind}s of ${String(sourcesOf(lists[kind].offsets).length)} products`
  const lines = [
    ...head(read, ids.length, buyers.total),
    ...['', `Learnt: ${lengths('complement')}, ${lengths('substitute')}.`],
    ...['', '## Twenty complements', '', ...pairTable('complement', complements, nameOf)],
    ...['', '## Twenty substitutes', '', ...pairTable('substitute', substitutes, nameOf)],
    ...['', '## Of one kind', ''],
    `Where both titles have a word of kind (mug, card, sign …), the first of a list has the same one in ${kindText(shareOfKind(lists.substitute, titleOf))}`,
    `of the substitutes and in ${kindText(shareOfKind(lists.complement, titleOf))} of the complements.`,
    ...['', '## Below the support', '', ...supportLines(support, nameOf)],
    ...['', '## Recounted', '', ...recountTable(recounts)],
    ...['', '## Bought together later', ''],
  ]
  // The last part takes longest: what is known by then is shown.
  console.log(lines.join('\n'))
  const later = heldOutTable(measureHeldOut(read.orders, { ids, near }))
  console.log(later.join('\n'))
  const page = [...lines, ...later, ''].join('\n')
  if (process.argv.includes('--write'))
    writeFileSync(fileURLToPath(new URL('../docs/evaluation/relations-lists.md', import.meta.url)), page)
  if (support.below > 0 || recounts.some(({ isEqual }) => !isEqual)) process.exitCode = 1
}

function kindText({ same, told }: KindShare): string {
  return `${((100 * same) / told).toFixed(1)} % (${String(same)} of ${String(told)})`
}

/** The first, the middle and the last one. */
function spread(pairs: readonly ShownPair[]): ShownPair[] {
  const places = new Set([0, Math.floor(pairs.length / 2), pairs.length - 1])
  return pairs.filter((_, place) => places.has(place))
}

function head(
  { rows, skipped, rejected, services, orders }: ReadOrders,
  products: number,
  voters: number,
): string[] {
  const bytes = readFileSync(path)
  const { cpu, cores, memoryGb, node } = describeMachine()
  const anonymous = orders.filter(({ visitor }) => visitor === undefined).length
  return [
    '# Relations of the orders file',
    '',
    `Written by \`npm run eval:relations -- --write\` on ${new Date().toISOString().slice(0, 10)}; ${cpu}, ${String(cores)} cores,`,
    `${String(memoryGb)} GB, Node ${node}. How it is measured and what to think of it: [relations](relations.md).`,
    '',
    `online-retail.csv.gz, ${String(bytes.length)} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}.`,
    `${String(rows)} rows: ${String(skipped)} skipped by the mapping (cancelled, no units), ${String(rejected)} refused, ${String(services)} of postage,`,
    `fees and vouchers. ${String(orders.length)} orders, ${String(anonymous)} of them without a customer; ${String(products)} products, ${String(voters)} voters.`,
  ]
}
