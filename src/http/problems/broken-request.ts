/** Requests that are no HTTP, too slow or too big in their headers: answered on the bare socket, as a problem too. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { problemMediaType, problemOf } from './problem.ts'

export function answerBrokenRequest(error: Error & { readonly code: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const { status, problem } = describe(error.code)
  const body = JSON.stringify({ ...problem, status })
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n` +
      `Content-Type: ${problemMediaType}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n` +
      `Connection: close\r\n\r\n${body}`,
  )
}

/** Statuses that exist only at this level (RFC 9110 408, RFC 6585 431). */
function describe(code: string) {
  const context = { instance: '', requestId: newId('req') }
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return {
        status: 408,
        problem: problemOf(new AppError('request.timeout', 'The request came in too slowly.'), context),
      }
    case 'HPE_HEADER_OVERFLOW':
      return {
        status: 431,
        problem: problemOf(
          new AppError('request.too-large', 'The header fields are larger than 8 KiB.'),
          context,
        ),
      }
    default:
      return {
        status: 400,
        problem: problemOf(new AppError('request.invalid', 'This is not a valid HTTP/1.1 request.'), context),
      }
  }
}
