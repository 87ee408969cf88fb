/** Every check, in the order in which one rests on the other. */
import { AppError } from '../../errors.ts'
import type { Run } from '../run.ts'
import { checkDatabase } from './check-database.ts'
import { checkDataDirectory, checkNode, checkPort, checkServer } from './check-machine.ts'
import { checkEmbedder, checkModelEndpoint } from './check-models.ts'
import { probeCopyModels } from './probe-copy-models.ts'
import { checkQueue } from './check-queue.ts'
import { fail, ok, type Finding } from './finding.ts'

/** @param probe also asks the server to probe the models that write copy */
export async function examine(run: Run, probe: boolean): Promise<Finding[]> {
  const node = checkNode(process.version)
  let config
  try {
    config = run.config()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [
      node,
      ...error.errors.map(({ path, message }) =>
        fail('configuration', `${path} ${message}`, 'See .env.example.'),
      ),
    ]
  }
  return [
    node,
    ok('configuration', 'valid'),
    await checkDataDirectory(config),
    ...(await checkDatabase(config)),
    await checkQueue(config),
    await checkEmbedder(config, run.clock),
    await checkModelEndpoint(config),
    await checkPort(config),
    await checkServer(config, run.flags.url),
    ...(probe ? await probeCopyModels(run) : []),
  ]
}
