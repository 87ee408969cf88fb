/**
 * The sentence encoder all-MiniLM-L6-v2 as an ONNX graph: BERT with ONNX Runtime's fused operators, then the
 * mean over the unmasked tokens and L2 normalisation inside the graph, so that a run returns finished vectors.
 * Shapes: input_ids and attention_mask int64 [batch, sequence]; sentence_embedding float32 [batch, 384].
 */
import type { Graph, Initializer, Node } from './onnx-file.ts'
import { quantiseRows, transpose } from '../quantise.ts'
import type { DenseTensor, TensorFile } from './safetensors.ts'

/** `config.json` of the packaged model; its hash is pinned together with the weights. */
const hidden = 384
const heads = 12
const layers = 6
const epsilon = 1e-12

/** `int8` is what is served; `float32` is the reference that tests compare it with. */
export type Precision = 'int8' | 'float32'

export function minilmGraph(weights: TensorFile, precision: Precision): Graph {
  const parts = graphParts(weights, precision)
  embeddings(parts)
  for (let layer = 0; layer < layers; layer++) encoderLayer(parts, layer)
  meanPooling(parts, `layer${String(layers)}`)
  return {
    name: `all-MiniLM-L6-v2-${precision}`,
    nodes: parts.nodes,
    initializers: parts.initializers,
    inputs: ['input_ids', 'attention_mask'].map((name) => ({
      name,
      type: 'int64',
      shape: ['batch', 'sequence'],
    })),
    outputs: [{ name: 'sentence_embedding', type: 'float32', shape: ['batch', hidden] }],
  }
}

/** Word rows plus position rows, normalised. Every text is one segment, so its constant type row joins the positions. */
function embeddings({ weights, node, constant, words }: GraphParts): void {
  const positions = weights.tensor('embeddings.position_embeddings.weight').values
  const segment = weights.tensor('embeddings.token_type_embeddings.weight').values
  for (let i = 0; i < positions.length; i++) positions[i] = (positions[i] ?? 0) + (segment[i % hidden] ?? 0)
  constant.floats('positions', positions, [positions.length / hidden, hidden])
  constant.integers('first', [0])
  constant.integers('one', [1])
  constant.integers('two', [2])

  words()
  node('Shape', ['input_ids'], 'shape')
  node('Slice', ['shape', 'one', 'two', 'first'], 'sequence_length')
  node('Slice', ['positions', 'first', 'sequence_length', 'first'], 'position_rows')
  node('Add', ['word_rows', 'position_rows'], 'embedded')
  constant.weight('embeddings.LayerNorm.weight')
  constant.weight('embeddings.LayerNorm.bias')
  node(
    'LayerNormalization',
    ['embedded', 'embeddings.LayerNorm.weight', 'embeddings.LayerNorm.bias'],
    'layer0',
    {
      floats: { epsilon },
      integers: { axis: 2 },
    },
  )
  node('Cast', ['attention_mask'], 'mask', { integers: { to: 6 } })
}

/** Attention, then the feed-forward pair, each with its residual and norm (Devlin et al. 2019). */
function encoderLayer({ node, constant, linear, attention }: GraphParts, layer: number): void {
  const input = `layer${String(layer)}`
  const prefix = `encoder.layer.${String(layer)}`
  const fused = { domain: 'com.microsoft' } as const
  const norm = (source: string, residual: string, block: string, output: string) => {
    const names = [`${block}.LayerNorm.weight`, `${block}.LayerNorm.bias`, `${block}.dense.bias`]
    names.forEach(constant.weight)
    node('SkipLayerNormalization', [source, residual, ...names], output, { ...fused, floats: { epsilon } })
  }

  attention(input, `${prefix}.attention.self`, `${input}_context`)
  linear(`${input}_context`, `${prefix}.attention.output.dense.weight`, `${input}_projected`)
  norm(`${input}_projected`, input, `${prefix}.attention.output`, `${input}_attended`)

  linear(`${input}_attended`, `${prefix}.intermediate.dense.weight`, `${input}_wide`)
  constant.weight(`${prefix}.intermediate.dense.bias`)
  node('BiasGelu', [`${input}_wide`, `${prefix}.intermediate.dense.bias`], `${input}_activated`, fused)
  linear(`${input}_activated`, `${prefix}.output.dense.weight`, `${input}_narrow`)
  norm(`${input}_narrow`, `${input}_attended`, `${prefix}.output`, `layer${String(layer + 1)}`)
}

/** The division by the token count is left out: L2 normalisation cancels it. */
function meanPooling({ node }: GraphParts, tokens: string): void {
  node('Cast', ['attention_mask'], 'float_mask', { integers: { to: 1 } })
  node('Unsqueeze', ['float_mask', 'two'], 'column_mask')
  node('Mul', [tokens, 'column_mask'], 'masked')
  node('ReduceSum', ['masked', 'one'], 'pooled', { integers: { keepdims: 0 } })
  node('LpNormalization', ['pooled'], 'sentence_embedding', { integers: { axis: 1, p: 2 } })
}

type NodeOptions = Pick<Node, 'domain' | 'floats' | 'integers'>

interface GraphParts {
  readonly weights: TensorFile
  readonly nodes: readonly Node[]
  readonly initializers: readonly Initializer[]
  node(
    operator: string,
    inputs: readonly string[],
    output: string | readonly string[],
    options?: NodeOptions,
  ): void
  readonly constant: {
    floats(name: string, data: Float32Array, shape: readonly number[]): void
    bytes(name: string, data: Int8Array, shape: readonly number[]): void
    integers(name: string, values: readonly number[]): void
    /** The tensor of this name, as it is. */
    weight(name: string): void
  }
  /** Looks the word rows up: `input_ids` → `word_rows`. */
  words(): void
  /** `source · weightᵀ`, without bias. */
  linear(source: string, weight: string, output: string): void
  /** Multi-head self-attention over `mask`; `block` names its query, key and value. */
  attention(source: string, block: string, output: string): void
}

/** The list of nodes under construction, with the operators that differ between the two precisions. */
function graphParts(weights: TensorFile, precision: Precision): GraphParts {
  const nodes: Node[] = []
  const initializers: Initializer[] = []
  const node: GraphParts['node'] = (operator, inputs, output, options = {}) => {
    nodes.push({ operator, inputs, outputs: typeof output === 'string' ? [output] : output, ...options })
  }
  const constant: GraphParts['constant'] = {
    floats: (name, data, shape) => initializers.push({ name, type: 'float32', shape, data }),
    bytes: (name, data, shape) => initializers.push({ name, type: 'int8', shape, data }),
    integers: (name, values) =>
      initializers.push({
        name,
        type: 'int64',
        shape: [values.length],
        data: BigInt64Array.from(values, BigInt),
      }),
    weight: (name) => {
      const { values, shape } = weights.tensor(name)
      constant.floats(name, values, shape)
    },
  }
  const operators = precision === 'int8' ? quantisedOperators : floatOperators
  return { weights, nodes, initializers, node, constant, ...operators({ weights, node, constant }) }
}

type Construction = Pick<GraphParts, 'weights' | 'node' | 'constant'>
type Operators = Pick<GraphParts, 'words' | 'linear' | 'attention'>

const wordTable = 'embeddings.word_embeddings.weight'

/** Activations are quantised at run time, weights here, per output channel. */
function quantisedOperators({ weights, node, constant }: Construction): Operators {
  const quantised = (name: string, { values, shape }: DenseTensor) => {
    const [rows = 0, columns = 0] = shape
    const matrix = quantiseRows(values, columns, 63)
    constant.bytes(name, transpose(matrix.values, rows, new Int8Array(values.length)), [columns, rows])
    constant.floats(`${name}.scale`, matrix.scales, [rows])
  }
  return {
    words() {
      const { values, shape } = weights.tensor(wordTable)
      const table = quantiseRows(values, hidden, 127)
      constant.bytes(wordTable, table.values, shape)
      constant.floats(`${wordTable}.scale`, table.scales, [table.scales.length, 1])
      node('Gather', [wordTable, 'input_ids'], 'word_bytes', { integers: { axis: 0 } })
      node('Gather', [`${wordTable}.scale`, 'input_ids'], 'word_scales', { integers: { axis: 0 } })
      node('Cast', ['word_bytes'], 'word_numbers', { integers: { to: 1 } })
      node('Mul', ['word_numbers', 'word_scales'], 'word_rows')
    },
    linear(source, weight, output) {
      quantised(weight, weights.tensor(weight))
      node('DynamicQuantizeMatMul', [source, weight, `${weight}.scale`], output, { domain: 'com.microsoft' })
    },
    attention(source, block, output) {
      const { weight, bias } = attentionInputs(weights, block)
      quantised(`${block}.weight`, weight)
      constant.floats(`${block}.bias`, bias, [3 * hidden])
      const [bytes, scale, zero] = [`${source}_bytes`, `${source}_scale`, `${source}_zero`]
      node('DynamicQuantizeLinear', [source], [bytes, scale, zero])
      const inputs = [bytes, `${block}.weight`, `${block}.bias`, scale, `${block}.weight.scale`, 'mask', zero]
      node('QAttention', inputs, output, { domain: 'com.microsoft', integers: { num_heads: heads } })
    },
  }
}

function floatOperators({ weights, node, constant }: Construction): Operators {
  const transposed = (name: string, { values, shape }: DenseTensor) => {
    const [rows = 0, columns = 0] = shape
    constant.floats(name, transpose(values, rows, new Float32Array(values.length)), [columns, rows])
  }
  return {
    words() {
      constant.weight(wordTable)
      node('Gather', [wordTable, 'input_ids'], 'word_rows', { integers: { axis: 0 } })
    },
    linear(source, weight, output) {
      transposed(weight, weights.tensor(weight))
      node('MatMul', [source, weight], output)
    },
    attention(source, block, output) {
      const { weight, bias } = attentionInputs(weights, block)
      transposed(`${block}.weight`, weight)
      constant.floats(`${block}.bias`, bias, [3 * hidden])
      const inputs = [source, `${block}.weight`, `${block}.bias`, 'mask']
      node('Attention', inputs, output, { domain: 'com.microsoft', integers: { num_heads: heads } })
    },
  }
}

/** Query, key and value below each other, as the fused operators want them. */
function attentionInputs(weights: TensorFile, block: string): { weight: DenseTensor; bias: Float32Array } {
  const values = new Float32Array(3 * hidden * hidden)
  const bias = new Float32Array(3 * hidden)
  ;['query', 'key', 'value'].forEach((name, position) => {
    values.set(weights.tensor(`${block}.${name}.weight`).values, position * hidden * hidden)
    bias.set(weights.tensor(`${block}.${name}.bias`).values, position * hidden)
  })
  return { weight: { values, shape: [3 * hidden, hidden] }, bias }
}
