/** Files that ship beside the code, found from the sources as well as from the build. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Absolute path of a file or folder of the package, such as "migrations". */
export function packageFile(name: string): string {
  for (let directory = import.meta.dirname; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) return join(directory, name)
    if (directory === dirname(directory)) throw new Error('The package.json of Vitrine is missing.')
  }
}
