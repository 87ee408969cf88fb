/** A model directory in the hub's layout that a test writes itself: eight dimensions, a dozen words, milliseconds to load. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onnxFile } from '../../src/inference/minilm/onnx-file.ts'

const vocabulary = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'wireless',
  'mouse',
  'red',
  'shoe',
  'query',
  ':',
  'lamp',
  'desk',
]
const dimensions = 8

/** Looks each token up in a fixed table, so the sentence vector is the mean of its tokens' rows. */
export async function writeTinyModel(directory: string): Promise<void> {
  await mkdir(join(directory, 'onnx'), { recursive: true })
  const table = Float32Array.from({ length: vocabulary.length * dimensions }, (_, i) => Math.sin(1 + i * i))
  const chunks = onnxFile({
    name: 'tiny',
    nodes: [
      {
        operator: 'Gather',
        inputs: ['table', 'input_ids'],
        outputs: ['last_hidden_state'],
        integers: { axis: 0 },
      },
    ],
    initializers: [{ name: 'table', type: 'float32', shape: [vocabulary.length, dimensions], data: table }],
    inputs: [{ name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] }],
    outputs: [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'sequence', dimensions] }],
  })
  await writeFile(join(directory, 'onnx', 'model.onnx'), chunks)
  await writeJson(join(directory, 'config.json'), { model_type: 'bert', architectures: ['BertModel'] })
  await writeJson(join(directory, 'tokenizer_config.json'), {
    tokenizer_class: 'BertTokenizer',
    model_max_length: 32,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
  })
  await writeJson(join(directory, 'tokenizer.json'), tokenizer())
}

function tokenizer(): unknown {
  const special = vocabulary.slice(0, 4).map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }))
  const marker = (id: string) => ({ SpecialToken: { id, type_id: 0 } })
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special,
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [marker('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, marker('[SEP]')],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  }
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, JSON.stringify(value))
}
