#!/usr/bin/env node
/** The worker process: `node dist/workers/main.js`, the same as `vitrine start --role worker`. */
import { start } from '../src/cli/start.ts'

await start({ role: 'worker' })
