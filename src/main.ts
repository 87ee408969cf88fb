#!/usr/bin/env node
/** The API process: `node dist/src/main.js`, the same as `vitrine start --role api`. */
import { startAlone } from './cli/start/start-alone.ts'

await startAlone('api')
