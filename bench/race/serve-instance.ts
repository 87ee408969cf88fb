/**
 * Child of the race: an API process as `vitrine start --role api` composes it, with a count of the answers that were
 * confirmed in Postgres. Prints its address. BREAK makes it wrong on purpose: "apply" takes in no change of the
 * catalogue and says that it did, "confirm" believes its memory although its lease has run out.
 */
import { createApp, type App } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { ChangeFeed } from '../../src/database/changes/change-feed.ts'
import { createServer } from '../../src/http/server.ts'
import { openServing } from '../../src/process/serving.ts'
import { catchSignals, untilAborted } from '../../src/process/shutdown.ts'
import { Gauge } from 'prom-client'

const broken = process.env['BREAK']
const app = await createApp(readConfig(), 'api')
const serving = openServing(broken === 'apply' ? deafToCatalogue(app) : app)
const { mirrors } = serving.recommendations
let confirms = 0
new Gauge({
  name: 'race_confirms',
  help: 'Slates checked in Postgres',
  registers: [app.registry],
  collect() {
    this.set(confirms)
  },
})
const recommendations = {
  ...serving.recommendations,
  mirrors: {
    of: mirrors.of.bind(mirrors),
    peek: mirrors.peek.bind(mirrors),
    soon: mirrors.soon.bind(mirrors),
    newest: mirrors.newest.bind(mirrors),
    isCurrent: mirrors.isCurrent.bind(mirrors),
    async confirm(...asked: Parameters<typeof mirrors.confirm>) {
      confirms += 1
      return broken === 'confirm' ? new Set(asked[1]) : mirrors.confirm(...asked)
    },
  },
}
const health = {
  isConsuming: () => true,
  isDraining: () => false,
  checkDatabase: () => app.checkDatabase(),
}
const server = await createServer({ ...app, ...serving, recommendations, health }, {})
console.log(await server.listen({ host: app.config.HOST, port: app.config.PORT }))
await untilAborted(catchSignals())
await server.close()
await serving[Symbol.asyncDispose]()
await app[Symbol.asyncDispose]()

function deafToCatalogue(whole: App): App {
  const { feed } = whole.changes
  const subscribe: ChangeFeed['subscribe'] = (topic, take) =>
    topic === 'catalog' ? () => undefined : feed.subscribe(topic, take)
  return {
    ...whole,
    changes: {
      ...whole.changes,
      feed: {
        subscribe,
        onGap: () => () => undefined,
        isCurrent: () => feed.isCurrent(),
        lapses: () => feed.lapses(),
        lagMs: () => feed.lagMs(),
      },
      [Symbol.asyncDispose]: () => whole.changes[Symbol.asyncDispose](),
    },
  }
}
