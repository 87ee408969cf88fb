/** Asks the server to find out anew how each model of copy is spoken to. */
import { answer } from '../api/api.ts'
import { reasonOf } from '../option-values.ts'
import type { Run } from '../run.ts'
import { fail, ok, warn, type Finding } from './finding.ts'

export async function probeCopyModels(run: Run): Promise<Finding[]> {
  try {
    const api = await run.api()
    const { items } = await answer(api.POST('/v1/copy/models/probe'))
    if (items.length === 0) return [ok('copy models', 'none; the embedded writer needs none')]
    return items.map(({ model, endpoint, profile, failure }) => {
      if (failure !== null)
        return fail(
          'copy model',
          `${model} at ${endpoint}: ${failure}`,
          'Check its name, key, prices and the budget.',
        )
      if (profile === null) return warn('copy model', `${model} at ${endpoint} was not probed`, 'Try again.')
      const { api: spoken, mode, streams } = profile
      return ok('copy model', `${model}: ${spoken}, ${mode}${streams ? '' : ', not streamed'}`)
    })
  } catch (error) {
    const message = error instanceof Error ? error.message : reasonOf(error)
    return [warn('copy models', `not probed: ${message}`, 'Start the server, and use a key with admin:shop.')]
  }
}
