import { expect, test } from 'vitest'
import { requireAllowedModel } from '../../../src/http/guards/allowed-models.ts'

const config = {
  EMBEDDING_MODEL: 'openai:text-embedding-3-small+lsa',
  EMBEDDING_MODELS_ALLOWED: ['hub:Xenova/bge-small-en-v1.5?dtype=q8'],
}
const isAllowed = (spec: string) => {
  try {
    requireAllowedModel(spec, config)
    return true
  } catch {
    return false
  }
}

test('built-in models, the configured one with and without lsa, and the listed ones may be asked for', () => {
  for (const spec of [
    ...['default', 'minilm', 'lsa', 'minilm+lsa'],
    ...['openai:text-embedding-3-small+lsa', 'openai:text-embedding-3-small'],
    'hub:Xenova/bge-small-en-v1.5?dtype=q8',
  ]) {
    expect([spec, isAllowed(spec)]).toEqual([spec, true])
  }
})

test('no other may, not even one that is close', () => {
  for (const spec of [
    ...['local:/etc', 'local:/srv/models', 'hub:Xenova/bge-small-en-v1.5', 'openai:text-embedding-3-large'],
    ...['hub:Xenova/bge-small-en-v1.5?dtype=q8+lsa', 'minilm+lsa+lsa', 'Minilm', '', 'default+lsa'],
  ]) {
    expect([spec, isAllowed(spec)]).toEqual([spec, false])
  }
})
