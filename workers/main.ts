#!/usr/bin/env node
/** The worker process: `node dist/workers/main.js`, the same as `vitrine start --role worker`. */
import { startAlone } from '../src/cli/start/start-alone.ts'

await startAlone('worker')
