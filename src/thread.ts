import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The file a worker thread starts from. Threads run compiled JavaScript: the neighbour of the caller in `dist`,
 * also when the caller itself runs from TypeScript (tests, tsx), because Node 20 cannot load TypeScript in a thread.
 *
 * @param callerUrl `import.meta.url` of the module that starts the thread
 * @param name file name of the thread's entry beside the caller, without extension
 * @throws Error when the project has not been built
 */
export function threadEntry(callerUrl: string, name: string): URL {
  const beside = new URL(`./${name}.js`, callerUrl)
  if (existsSync(fileURLToPath(beside))) return beside
  const compiled = new URL(callerUrl.replace(/\/(src|workers)\/(?!.*\/(src|workers)\/)/, '/dist/$1/'))
  const entry = new URL(`./${name}.js`, compiled)
  if (existsSync(fileURLToPath(entry))) return entry
  throw new Error(`The thread entry ${name} is not compiled; run "npm run build" first.`)
}
