/** Writes .env.example from the schema of the environment; test/house/environment.test.ts compares the two. */
import { writeFileSync } from 'node:fs'
import { environmentSchema } from '../src/config.ts'
import { renderEnvironmentExample } from './environment-example.ts'

writeFileSync('.env.example', renderEnvironmentExample(environmentSchema))
