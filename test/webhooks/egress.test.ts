import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress, type EgressOptions } from '../../src/webhooks/egress.ts'

let sink: Server
let port = 0
let received = 0

beforeAll(async () => {
  sink = createServer((request, response) => {
    received += 1
    request.resume()
    if (request.url === '/slow') return
    if (request.url === '/film') {
      response.writeHead(200)
      const write = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', write)
      }
      write()
      return
    }
    response.writeHead(request.url === '/moved' ? 302 : 204, { location: 'http://127.0.0.1:1/' })
    response.end()
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = sink.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => {
  sink.closeAllConnections()
  sink.close()
})

const post = (url: string, options: Partial<EgressOptions> = {}) =>
  createEgress({ allowedNetworks: [], ownHosts: [], ...options }).post(
    url,
    {},
    '{}',
    new AbortController().signal,
  )
const local = { allowedNetworks: ['127.0.0.0/8'] }

/** Ways to write an address that is not public, in dotted, decimal, octal, hexadecimal and IPv6 clothes. */
function hiddenForms(): string[] {
  const v4 = [
    '127.0.0.1',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
  ]
  const forms = v4.flatMap((address) => {
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
    const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
    const hex = (part: number) => part.toString(16).padStart(2, '0')
    const groups = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`
    return [
      address,
      `${address}.`,
      String(whole),
      `0x${whole.toString(16)}`,
      `0${whole.toString(8)}`,
      `${String(a)}.${String(b * 65_536 + c * 256 + d)}`,
      `0x${hex(a)}.0x${hex(b)}.0x${hex(c)}.0x${hex(d)}`,
      [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.'),
      `[::ffff:${address}]`,
      `[::ffff:${groups}]`,
      `[64:ff9b::${groups}]`,
      `[2002:${groups}::1]`,
      address.replaceAll('.', '。'),
    ]
  })
  const v6 = [
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fc00::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '[0:0:0:0:0:0:0:1]',
    '[2001::1]',
  ]
  return [...forms, ...v6, 'localhost', 'localhost.', 'LOCALHOST', 'ip6-localhost']
}

test('no form of an address that is not public is connected to', async () => {
  const forms = hiddenForms()
  expect(forms.length).toBeGreaterThanOrEqual(140)
  const before = received
  for (const host of forms) {
    for (const url of [`https://${host}/`, `http://${host}:${String(port)}/`]) {
      const outcome = await post(url, { timeoutMs: 2_000 })
      expect([url, outcome.kind === 'answered']).toEqual([url, false])
    }
  }
  expect(received).toBe(before)
})

test('a name is refused when any of its addresses is not public, whichever comes first', async () => {
  const resolve = () => Promise.resolve(['93.184.215.14', '10.0.0.8'])
  expect(await post('https://shop.example/', { resolve })).toEqual({
    kind: 'refused',
    reason: 'shop.example leads to an address that is not public',
  })
})

test('the connection goes to the address that was looked at, however the name resolves later', async () => {
  let lookups = 0
  const resolve = () => {
    lookups += 1
    return Promise.resolve(['127.0.0.1'])
  }
  const outcome = await post(`http://rebinding.example:${String(port)}/`, { ...local, resolve })
  expect(outcome).toEqual({ kind: 'answered', status: 204 })
  expect(lookups).toBe(1)
})

test.each([
  ['http://shop.example/', 'the address is not https'],
  ['https://shop.example:8080/', 'port 8080 is not 443 or 8443'],
])('%s is refused although its address is public', async (url, reason) => {
  const resolve = () => Promise.resolve(['93.184.215.14'])
  expect(await post(url, { resolve })).toEqual({ kind: 'refused', reason })
})

test('the service does not call itself', async () => {
  const outcome = await post('https://vitrine.example/', { ownHosts: ['vitrine.example'] })
  expect(outcome.kind).toBe('refused')
})

test('a redirect is an answer and is not followed', async () => {
  expect(await post(`http://127.0.0.1:${String(port)}/moved`, local)).toEqual({
    kind: 'answered',
    status: 302,
  })
})

test('silence ends at the time limit, an answer without end at its size limit', async () => {
  const slow = await post(`http://127.0.0.1:${String(port)}/slow`, { ...local, timeoutMs: 300 })
  expect(slow).toEqual({ kind: 'failed', reason: 'no answer in time' })
  expect(await post(`http://127.0.0.1:${String(port)}/film`, local)).toEqual({
    kind: 'answered',
    status: 200,
  })
})

test('a closed port and a name without address are failures that may pass', async () => {
  expect((await post('http://127.0.0.1:1/', local)).kind).toBe('failed')
  const outcome = await post('https://nowhere.example/', {
    resolve: () => Promise.reject(new Error('ENOTFOUND')),
  })
  expect(outcome).toEqual({ kind: 'failed', reason: 'nowhere.example has no address' })
})
