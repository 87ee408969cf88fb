/** API keys as the terminal shows them. */
import type { IssuedKey, Key } from '../keys/key-source.ts'
import { printable } from '../terminal/printable.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

export function describeKeys(terminal: Terminal, keys: readonly Key[], now: Date): string {
  if (keys.length === 0) return 'The shop has no keys.'
  return table(terminal, keys, [
    { head: 'Id', cell: ({ id }) => id },
    { head: 'Name', cell: ({ name }) => name, flexible: true },
    { head: 'Kind', cell: ({ kind }) => kind },
    { head: 'Begins', cell: ({ prefix }) => `${prefix}…` },
    { head: 'State', cell: (key) => stateOf(key, now) },
    { head: 'Last used', cell: ({ lastUsedAt }) => lastUsedAt?.slice(0, 10) ?? 'never' },
  ])
}

function stateOf({ revokedAt, expiresAt }: Key, now: Date): string {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt === null) return 'live'
  return Date.parse(expiresAt) <= now.getTime() ? 'expired' : `until ${expiresAt.slice(0, 10)}`
}

export function describeIssued(
  terminal: Terminal,
  { key, id, name, kind, scopes, expiresAt }: IssuedKey,
): string {
  return [
    terminal.paint('bold', key),
    `This is the only time the key is shown. ${kind} "${printable(name)}", ${id}, ${expiresAt === null ? 'no end' : `until ${expiresAt.slice(0, 10)}`}`,
    `Scopes: ${scopes.join(', ')}`,
  ].join('\n')
}
