#!/usr/bin/env node
/** The API process: `node dist/src/main.js`, the same as `vitrine start --role api`. */
import { start } from './cli/start.ts'

await start({ role: 'api' })
