/** content.lint-catalog: the texts of a shop's catalogue against its own data. */
import type { App } from '../src/app.ts'
import { lintCatalogProcessor } from '../src/content/lint/runs/run-lint.ts'

export const lintCatalog = ({ db, clock }: App) => lintCatalogProcessor({ db, clock })
