/**
 * The four wire forms of protocol buffers that an ONNX file needs (protobuf.dev, "Encoding"). A message is a
 * list of byte chunks, so that large tensors are never copied while the file is put together.
 */
export interface Message {
  readonly chunks: readonly Uint8Array[]
  readonly byteLength: number
}

const wire = { varint: 0, lengthDelimited: 2, fixed32: 5 } as const

/** Several fields as one message body, in the order given. */
export function message(...fields: readonly (Message | readonly Message[])[]): Message {
  const flat = fields.flat()
  return {
    chunks: flat.flatMap((field) => field.chunks),
    byteLength: flat.reduce((sum, field) => sum + field.byteLength, 0),
  }
}

/** An integer from 0 to 2^53 - 1. */
export function integer(field: number, value: number): Message {
  return chunk(new Uint8Array([...tag(field, wire.varint), ...varint(value)]))
}

export function float(field: number, value: number): Message {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return message(chunk(new Uint8Array(tag(field, wire.fixed32))), chunk(bytes))
}

export function text(field: number, value: string): Message {
  return bytes(field, new TextEncoder().encode(value))
}

export function bytes(field: number, value: Uint8Array): Message {
  return embedded(field, chunk(value))
}

export function embedded(field: number, body: Message): Message {
  const prefix = new Uint8Array([...tag(field, wire.lengthDelimited), ...varint(body.byteLength)])
  return message(chunk(prefix), body)
}

function chunk(value: Uint8Array): Message {
  return { chunks: [value], byteLength: value.byteLength }
}

function tag(field: number, wireType: number): number[] {
  return varint(field * 8 + wireType)
}

function varint(value: number): number[] {
  const digits: number[] = []
  let rest = value
  while (rest >= 128) {
    digits.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  digits.push(rest)
  return digits
}
