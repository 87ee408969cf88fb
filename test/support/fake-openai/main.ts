/**
 * The fake endpoint as a process of its own: `npm run fake:openai -- [port]`. It prints its URL as one line of JSON.
 * POST /script takes a JSON array of faults, GET /bill gives the bill.
 */
import { startFakeOpenAi } from './fake-openai.ts'

const port = Number(process.argv[2] ?? 0)
const fake = await startFakeOpenAi({ port, inputPerMTok: 0.25, outputPerMTok: 2 })
process.stdout.write(`${JSON.stringify({ url: fake.url })}\n`)
