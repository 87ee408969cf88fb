/**
 * Requests to addresses that shops name. A shop could name an address inside the operator's network, so every address
 * a name resolves to is looked at, and the connection goes to the very address that was looked at (no second lookup,
 * no rebinding). No redirects, bounded time and answer. OWASP: Server-Side Request Forgery Prevention.
 */
import { lookup } from 'node:dns/promises'
import ipaddr from 'ipaddr.js'
import { Agent, request } from 'undici'

export interface EgressOptions {
  /** CIDRs an operator allows although they are not public: there http and any port pass as well. */
  readonly allowedNetworks: readonly string[]
  /** Names of this service itself; it does not call itself. */
  readonly ownHosts: readonly string[]
  readonly timeoutMs?: number
  /** How a name becomes addresses; the system's resolver by default. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  /** `refused`: the address may not be called at all, so trying again is of no use until it changes. */
  | { readonly kind: 'failed' | 'refused'; readonly reason: string }

export interface Egress {
  post(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<PostOutcome>
}

const TIMEOUT_MS = 15_000
const ANSWER_BYTES_MAX = 64 * 1_024
const publicPorts = new Set(['', '443', '8443'])

export function createEgress(options: EgressOptions): Egress {
  const networks = options.allowedNetworks.map((cidr) => ipaddr.parseCIDR(cidr))
  const resolve = options.resolve ?? resolveBySystem
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS
  const isAllowed = (address: string) => {
    const parsed = ipaddr.process(address)
    return networks.some((network) => parsed.kind() === network[0].kind() && parsed.match(network))
  }
  return {
    async post(text, headers, body, signal) {
      const url = new URL(text)
      const host = url.hostname.replace(/^\[|\]$/g, '')
      if (options.ownHosts.includes(host)) return refused(`${host} is this service itself`)
      let addresses: readonly string[]
      try {
        addresses = ipaddr.isValid(host) ? [host] : await resolve(host)
      } catch {
        return { kind: 'failed', reason: `${host} has no address` }
      }
      const [address] = addresses
      if (address === undefined) return { kind: 'failed', reason: `${host} has no address` }
      const isTrusted = addresses.every(isAllowed)
      if (!isTrusted && !addresses.every(isPublic))
        return refused(`${host} leads to an address that is not public`)
      if (!isTrusted && url.protocol !== 'https:') return refused('the address is not https')
      if (!isTrusted && !publicPorts.has(url.port)) return refused(`port ${url.port} is not 443 or 8443`)
      return await send(
        url,
        address,
        headers,
        body,
        AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      )
    },
  }
}

function refused(reason: string): PostOutcome {
  return { kind: 'refused', reason }
}

/** Global unicast and nothing mapped, translated or tunnelled, behind which a private address could hide. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
}

async function send(
  url: URL,
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<PostOutcome> {
  const family = ipaddr.parse(address).kind() === 'ipv6' ? 6 : 4
  const agent = new Agent({
    connections: 1,
    connect: {
      lookup: (_host, { all }, callback) => {
        if (all === true) callback(null, [{ address, family }])
        else callback(null, address, family)
      },
    },
  })
  try {
    // undici follows no redirect unless it is told to: a 3xx is an answer like any other.
    const answer = await request(url, {
      method: 'POST',
      headers: { ...headers },
      body,
      signal,
      dispatcher: agent,
    })
    await readAtMost(answer.body, ANSWER_BYTES_MAX)
    return { kind: 'answered', status: answer.statusCode }
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error, signal) }
  } finally {
    await agent.destroy()
  }
}

async function readAtMost(stream: AsyncIterable<unknown>, most: number): Promise<void> {
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk instanceof Uint8Array ? chunk.byteLength : 0
    // The status is what counts; who answers with a film is not listened to for longer.
    if (bytes > most) return
  }
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'no answer in time'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '' ? 'the connection failed' : `the connection failed (${code})`
}
