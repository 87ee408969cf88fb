/** `npm run openapi`: writes docs/openapi.json and the client's types; a test fails until both are committed. */
import { writeFile } from 'node:fs/promises'
import openapiTypescript, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { openApiDocument } from './openapi-document.ts'

const document = new URL('../docs/openapi.json', import.meta.url)
const types = new URL('../src/client/openapi-schema.ts', import.meta.url)

const json = await openApiDocument()
await writeFile(document, json)
const source = COMMENT_HEADER + astToString(await openapiTypescript(json))
const style = await resolveConfig(types)
await writeFile(types, await format(source, { ...style, parser: 'typescript' }))
