import { describe, expect, it } from 'vitest'
import {
  bytes,
  embedded,
  float,
  integer,
  message,
  text,
  type Message,
} from '../../../src/inference/minilm/protobuf.ts'

const hex = ({ chunks }: Message) => Buffer.concat(chunks).toString('hex')

describe('protobuf fields', () => {
  it('are written as the encoding guide of protobuf.dev shows them', () => {
    expect(hex(integer(1, 150))).toBe('089601')
    expect(hex(text(2, 'testing'))).toBe('120774657374696e67')
    expect(hex(embedded(3, integer(1, 150)))).toBe('1a03089601')
    expect(hex(float(2, 1))).toBe('150000803f')
    expect(hex(bytes(9, Uint8Array.of(1, 2)))).toBe('4a020102')
  })

  it('write large field numbers and integers beyond 32 bits', () => {
    expect(hex(integer(20, 2))).toBe('a00102')
    expect(hex(integer(1, 2 ** 40))).toBe('08808080808020')
  })

  it('count their bytes', () => {
    const parts = message(text(1, 'é'), [integer(2, 300), embedded(3, message())])
    expect(parts.byteLength).toBe(Buffer.concat(parts.chunks).length)
  })
})
