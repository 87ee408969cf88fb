/**
 * ONNX models as bytes. Field numbers are those of onnx/onnx.proto (IR version 8, which every ONNX Runtime
 * since 1.10 reads); contrib operators are documented in microsoft/onnxruntime, docs/ContribOperators.md.
 */
import { bytes, embedded, float, integer, message, text, type Message } from './protobuf.ts'

const elementType = { float32: 1, int8: 3, int32: 6, int64: 7 } as const
type ElementType = keyof typeof elementType

/** A constant of the graph: weights, scales, axes. */
export interface Initializer {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly data: Float32Array | Int8Array | BigInt64Array
}

/** One operator. An empty input name means "left out". Integers and floats are told apart by `float` here. */
export interface Node {
  readonly operator: string
  readonly domain?: 'com.microsoft'
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly integers?: Readonly<Record<string, number>>
  readonly floats?: Readonly<Record<string, number>>
}

/** A graph input or output; a named size is one that varies between runs. */
export interface Port {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly (number | string)[]
}

export interface Graph {
  readonly name: string
  readonly nodes: readonly Node[]
  readonly initializers: readonly Initializer[]
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
}

/** The file as chunks to be written one after another; equal graphs give equal bytes. */
export function onnxFile(graph: Graph): readonly Uint8Array[] {
  const operatorSets = [
    embedded(8, message(text(1, ''), integer(2, 17))),
    embedded(8, message(text(1, 'com.microsoft'), integer(2, 1))),
  ]
  return message(integer(1, 8), text(2, 'vitrine'), embedded(7, graphMessage(graph)), operatorSets).chunks
}

function graphMessage(graph: Graph): Message {
  return message(
    graph.nodes.map((node) => embedded(1, nodeMessage(node))),
    text(2, graph.name),
    graph.initializers.map((initializer) => embedded(5, tensorMessage(initializer))),
    graph.inputs.map((port) => embedded(11, portMessage(port))),
    graph.outputs.map((port) => embedded(12, portMessage(port))),
  )
}

function nodeMessage(node: Node): Message {
  const attributes = [
    ...Object.entries(node.floats ?? {}).map(([name, value]) =>
      embedded(5, message(text(1, name), float(2, value), integer(20, 1))),
    ),
    ...Object.entries(node.integers ?? {}).map(([name, value]) =>
      embedded(5, message(text(1, name), integer(3, value), integer(20, 2))),
    ),
  ]
  return message(
    node.inputs.map((name) => text(1, name)),
    node.outputs.map((name) => text(2, name)),
    text(3, node.outputs[0] ?? node.operator),
    text(4, node.operator),
    attributes,
    text(7, node.domain ?? ''),
  )
}

function tensorMessage({ name, type, shape, data }: Initializer): Message {
  return message(
    shape.map((size) => integer(1, size)),
    integer(2, elementType[type]),
    text(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  )
}

function portMessage(port: Port): Message {
  const sizes = port.shape.map((size) =>
    embedded(1, typeof size === 'number' ? integer(1, size) : text(2, size)),
  )
  const tensorType = message(integer(1, elementType[port.type]), embedded(2, message(sizes)))
  return message(text(1, port.name), embedded(2, embedded(1, tensorType)))
}
