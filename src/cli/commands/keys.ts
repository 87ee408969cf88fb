/** `vitrine keys`: list, create, rotate and revoke API keys. */
import { Option, type Command } from 'commander'
import { AppError } from '../../errors.ts'
import { keyKindSchema, scopes, type KeyKind, type Scope } from '../../security/api-key.ts'
import { examples } from '../help.ts'
import { apiKeys } from '../keys/api-keys.ts'
import type { NewShop } from '../keys/database-keys.ts'
import type { KeySource } from '../keys/key-source.ts'
import { appendList, integer } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { counted } from '../terminal/quantities.ts'
import { describeIssued, describeKeys } from '../views/key-view.ts'

const overlapHoursMax = 168

interface CreateOptions {
  readonly kind: KeyKind
  readonly scope?: readonly string[]
  readonly expiresInDays?: number
  readonly newShop?: string
  readonly locale: string
  readonly currency: string
}

export const addKeysCommand: AddCommand = (parent, begin) => {
  const keys = parent
    .command('keys')
    .summary('list, create, rotate and revoke API keys')
    .description(
      'API keys of a shop. With DATABASE_URL=postgres://… the command works on the database, as its operator; ' +
        'otherwise, or with --url, through the API with a key that has the scope admin:keys.',
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine keys list', 'who has which key'],
        ['vitrine keys create storefront --kind publishable', 'for web pages'],
        ['vitrine keys rotate key_01JD…', 'a successor; the old one works for a day'],
      ),
    )
  addListCommand(keys, begin)
  addCreateCommand(keys, begin)
  addRotateCommand(keys, begin)
  addRevokeCommand(keys, begin)
}

const addListCommand: AddCommand = (keys, begin) => {
  keys
    .command('list')
    .description('Shows every key, newest first; never the key itself.')
    .addHelpText('after', examples(['vitrine keys list --json', 'for scripts']))
    .action(async (_options: unknown, command: Command) => {
      const run = begin(command)
      await using source = await openKeys(run)
      const items = await source.list()
      run.terminal.show({ items }, () => describeKeys(run.terminal, items, run.clock.now()))
    })
}

const addCreateCommand: AddCommand = (keys, begin) => {
  keys
    .command('create')
    .description('Creates a key and shows it, this once.')
    .argument('<name>', 'for people: where the key is used')
    .addOption(
      new Option(
        '--kind <kind>',
        'publishable: for web pages; secret: everything; restricted: the named scopes',
      )
        .choices(keyKindSchema.options)
        .default('secret'),
    )
    .option('--scope <names>', `of ${scopes.join(', ')}; several with commas`, appendList)
    .option('--expires-in-days <days>', 'days until it stops working', integer(1, 3_650))
    .option('--new-shop <name>', 'make this shop first (on a database only)')
    .option('--locale <tag>', 'language of the new shop', 'en')
    .option('--currency <code>', 'currency of the new shop', 'EUR')
    .addHelpText(
      'after',
      examples(
        [
          'vitrine keys create admin --new-shop "My shop" --currency EUR',
          'the first key of a new installation',
        ],
        ['vitrine keys create feed --kind restricted --scope catalog:write', 'may upload and nothing else'],
      ),
    )
    .action(async (name: string, options: CreateOptions, command: Command) => {
      const run = begin(command)
      const { kind, scope, expiresInDays, newShop, locale, currency } = options
      await using source = await openKeys(
        run,
        newShop === undefined ? undefined : { name: newShop, locale, currency },
      )
      const issued = await source.create({
        name,
        kind,
        scopes: scope?.map(toScope),
        expiresAt: expiresInDays === undefined ? undefined : inDays(run.clock.now(), expiresInDays),
      })
      run.terminal.show(issued, () => describeIssued(run.terminal, issued))
    })
}

const addRotateCommand: AddCommand = (keys, begin) => {
  keys
    .command('rotate')
    .description(
      'Creates a successor with the same name, kind, scopes and expiry; both work until the overlap ends.',
    )
    .argument('<id>', 'id of the key, key_…')
    .option('--overlap-hours <hours>', 'how long the old key still works', integer(0, overlapHoursMax), 24)
    .addHelpText(
      'after',
      examples(['vitrine keys rotate key_01JD… --overlap-hours 1', 'for a leaked key: 0']),
    )
    .action(async (id: string, { overlapHours }: { overlapHours: number }, command: Command) => {
      const run = begin(command)
      await using source = await openKeys(run)
      const issued = await source.rotate(id, overlapHours)
      run.terminal.show(issued, () =>
        [
          describeIssued(run.terminal, issued),
          `The old key works for ${counted(overlapHours, 'more hour')}.`,
        ].join('\n'),
      )
    })
}

const addRevokeCommand: AddCommand = (keys, begin) => {
  keys
    .command('revoke')
    .description('Ends a key; every process refuses it within a second.')
    .argument('<id>', 'id of the key, key_…')
    .addHelpText('after', examples(['vitrine keys revoke key_01JD…', 'at once']))
    .action(async (id: string, _options: unknown, command: Command) => {
      const run = begin(command)
      await using source = await openKeys(run)
      await source.revoke(id)
      run.terminal.show({ id, revoked: true }, () => `Key ${id} has ended.`)
    })
}

/** A named server goes before the database; the embedded database belongs to the process that has it open. */
async function openKeys(run: Run, newShop?: NewShop): Promise<KeySource> {
  const { DATABASE_URL: url, embedded } = run.config()
  if (embedded || run.flags.url !== undefined) {
    if (newShop === undefined) return apiKeys(await run.api())
    throw new AppError(
      'cli.usage',
      '--new-shop works on a database: set DATABASE_URL=postgres://… and leave out --url.',
    )
  }
  const { openDatabaseKeys } = await import('../keys/database-keys.ts')
  return openDatabaseKeys({ url, clock: run.clock, shop: run.flags.shop, newShop })
}

function toScope(name: string): Scope {
  const scope = scopes.find((known) => known === name)
  if (scope !== undefined) return scope
  throw new AppError('cli.usage', `There is no scope "${name}"; there are ${scopes.join(', ')}.`)
}

function inDays(now: Date, days: number): Date {
  return new Date(now.getTime() + days * 86_400_000)
}
