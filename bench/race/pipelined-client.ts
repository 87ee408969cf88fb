/**
 * HTTP/1.1 with several requests under way on one connection: on a machine with fewer cores than processes it is the
 * switching between them that costs, and a batch costs one switch. Connects anew after the connection was lost.
 */
import { connect, type Socket } from 'node:net'

export interface PipelinedAnswer {
  readonly status: number
  readonly body: string
}

export interface PipelinedClient {
  /** Rejects when the connection is lost before the answer is there. */
  ask(request: Buffer): Promise<PipelinedAnswer>
  close(): void
}

interface Waiting {
  readonly resolve: (answer: PipelinedAnswer) => void
  readonly reject: (error: Error) => void
}

interface Dialled {
  readonly socket: Socket
  /** In the order of their requests, as the answers come. */
  readonly waiting: Waiting[]
}

const headEnd = Buffer.from('\r\n\r\n')

export function createPipelinedClient(url: string): PipelinedClient {
  let open: Dialled | undefined
  const dial = () => {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    const dialled: Dialled = { socket, waiting: [] }
    const lose = (error: Error) => {
      if (open === dialled) open = undefined
      socket.destroy()
      for (const { reject } of dialled.waiting.splice(0)) reject(error)
    }
    readAnswers(socket, (answer, closes) => {
      dialled.waiting.shift()?.resolve(answer)
      if (closes) lose(new Error('The server closes the connection.'))
    })
    socket.on('error', lose)
    socket.on('close', () => {
      lose(new Error('The connection has ended.'))
    })
    open = dialled
    return dialled
  }
  return {
    ask(request) {
      const { socket, waiting } = open ?? dial()
      if (socket.writableCorked === 0) {
        socket.cork()
        process.nextTick(() => {
          socket.uncork()
        })
      }
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        socket.write(request)
      })
    },
    close: () => open?.socket.destroy(),
  }
}

/** Splits what comes by Content-Length. */
function readAnswers(socket: Socket, take: (answer: PipelinedAnswer, closes: boolean) => void): void {
  let held: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (;;) {
      const split = held.indexOf(headEnd)
      if (split < 0) return
      const head = held.toString('latin1', 0, split).toLowerCase()
      const end = split + headEnd.length + Number(/\r\ncontent-length: (\d+)/.exec(head)?.[1] ?? 0)
      if (held.length < end) return
      const body = held.toString('utf8', split + headEnd.length, end)
      held = held.subarray(end)
      take({ status: Number(head.slice(9, 12)), body }, head.includes('\r\nconnection: close'))
    }
  })
}
