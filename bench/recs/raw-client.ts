/**
 * The least a load generator can do: requests as ready bytes over kept-alive sockets, answers split by Content-Length.
 * Node's own client costs more per request than the server it would measure.
 */
import { connect, type Socket } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Of the body. */
  readonly bytes: number
  readonly body: string | undefined
}

export interface RawConnection {
  /** One at a time. @param wantBody decoding costs; without it `body` is undefined */
  ask(request: Buffer, wantBody: boolean): Promise<RawAnswer>
  close(): void
}

/** The whole request as it goes over the wire. */
export function rawPost(url: string, key: string, body: string): Buffer {
  const { host, pathname, search } = new URL(url)
  const bytes = Buffer.from(body)
  return Buffer.concat([
    Buffer.from(
      `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n` +
        `content-type: application/json\r\ncontent-length: ${String(bytes.length)}\r\n\r\n`,
    ),
    bytes,
  ])
}

/** Reconnects when the server closes a connection after its quota of requests. */
export async function openRaw(url: string): Promise<RawConnection> {
  let socket = await dial(url)
  return {
    async ask(request, wantBody) {
      if (socket.destroyed || socket.readableEnded || !socket.writable) socket = await dial(url)
      const { answer, closes } = await exchange(socket, request, wantBody)
      if (closes) socket.destroy()
      return answer
    },
    close: () => socket.destroy(),
  }
}

async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return socket
}

const headEnd = Buffer.from('\r\n\r\n')

function exchange(
  socket: Socket,
  request: Buffer,
  wantBody: boolean,
): Promise<{ answer: RawAnswer; closes: boolean }> {
  return new Promise((resolve, reject) => {
    let held: Buffer | undefined
    const finish = (work: () => void) => {
      socket.removeListener('data', take)
      socket.removeListener('error', fail)
      socket.removeListener('close', end)
      work()
    }
    const fail = (error: Error) => finish(() => reject(error))
    const end = () => finish(() => reject(new Error('The server closed the connection without an answer.')))
    const take = (chunk: Buffer) => {
      held = held === undefined ? chunk : Buffer.concat([held, chunk])
      const whole = held
      const split = whole.indexOf(headEnd)
      if (split < 0) return
      const head = whole.toString('latin1', 0, split).toLowerCase()
      const length = Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0)
      if (whole.length < split + 4 + length) return
      const answer = {
        status: Number(head.slice(9, 12)),
        bytes: length,
        body: wantBody ? whole.toString('utf8', split + 4, split + 4 + length) : undefined,
      }
      finish(() => resolve({ answer, closes: head.includes('\r\nconnection: close') }))
    }
    socket.on('data', take)
    socket.on('error', fail)
    socket.on('close', end)
    socket.write(request)
  })
}
