/**
 * Real catalogues and judgements that are not in the repository (licences, size). They lie in VITRINE_DATA_DIR, by
 * default beside the repository. Without them a suite says so and registers nothing: a skipped test fails CI.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

/** A `describe` over one file or folder of the shared data, which `define` gets as an absolute path. */
export function describeWithSharedData(
  name: string,
  path: string,
  define: (absolutePath: string) => void,
): void {
  const absolutePath = join(sharedDataFolder(), path)
  if (!existsSync(absolutePath)) {
    console.info(`not run: "${name}" needs ${path} in VITRINE_DATA_DIR`)
    return
  }
  describe(name, () => {
    define(absolutePath)
  })
}

function sharedDataFolder(): string {
  const beside = fileURLToPath(new URL('../../../shared/data', import.meta.url))
  return resolve(process.env['VITRINE_DATA_DIR'] ?? beside)
}
