/**
 * Which embedding models a re-index may name. A spec can point at a directory of this machine, at a hub or at an
 * endpoint that costs money, so a client chooses among what the operator has chosen, and what comes with the service.
 */
import type { Config } from '../../config.ts'
import { AppError } from '../../errors.ts'

/** `default` keeps the model of the live version. */
const builtIn = ['default', 'minilm', 'lsa', 'minilm+lsa']

/** @throws AppError inference.model-unknown, also for a model that exists: what lies on this machine is not told */
export function requireAllowedModel(
  spec: string,
  config: Pick<Config, 'EMBEDDING_MODEL' | 'EMBEDDING_MODELS_ALLOWED'>,
): void {
  const configured = withAndWithoutLsa(config.EMBEDDING_MODEL)
  if ([...builtIn, ...configured, ...config.EMBEDDING_MODELS_ALLOWED].includes(spec)) return
  throw new AppError(
    'inference.model-unknown',
    'This model is neither built in nor allowed by the operator of this server (EMBEDDING_MODELS_ALLOWED).',
    { errors: [{ path: 'spec', message: 'must be a built-in model or one that the operator allows' }] },
  )
}

function withAndWithoutLsa(model: string): string[] {
  if (model === 'lsa') return [model]
  const text = model.replace(/\+lsa$/, '')
  return [text, `${text}+lsa`]
}
