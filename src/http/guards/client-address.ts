/** Who is at the other end of the connection, as far as limits and the loopback rule care. */
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'

/** One home or server has a whole IPv6 /64, so that is what is counted; an IPv4 address counts as itself. */
export function addressBucket(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  const network = address.toByteArray().slice(0, 8)
  return `${Buffer.from(network).toString('hex')}::/64`
}

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

/** True for a caller on this machine itself; one that comes through a proxy on this machine does not count. */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const peer = request.raw.socket.remoteAddress ?? ''
  if (!ipaddr.isValid(peer) || ipaddr.process(peer).range() !== 'loopback') return false
  return forwardingHeaders.every((name) => request.headers[name] === undefined)
}
