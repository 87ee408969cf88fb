/**
 * Lets a decoder look at the first bytes of a stream before it decides what the stream is.
 */

/** The first `count` bytes (fewer when the stream is shorter) and the whole stream, those bytes included. */
export async function peekBytes(
  bytes: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ head: Uint8Array; stream: AsyncGenerator<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let heldBytes = 0
  while (heldBytes < count) {
    const next = await iterator.next()
    if (next.done === true) break
    held.push(next.value)
    heldBytes += next.value.length
  }
  const head = Buffer.concat(held)
  return { head: head.subarray(0, count), stream: resume(head, iterator) }
}

/** Closing the stream early closes its source, so that an aborted import frees the upload. */
async function* resume(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head
    for (;;) {
      const next = await rest.next()
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await rest.return?.()
  }
}
