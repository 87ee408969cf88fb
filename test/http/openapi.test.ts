import { readFile } from 'node:fs/promises'
import openapiTypescript, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { openApiDocument } from '../../scripts/openapi-document.ts'

test('docs/openapi.json is what the routes say; "npm run openapi" renews it', async () => {
  expect(await openApiDocument()).toBe(await readFile('docs/openapi.json', 'utf8'))
})

test('the client’s types are generated from docs/openapi.json', async () => {
  const path = 'src/client/openapi-schema.ts'
  const source =
    COMMENT_HEADER + astToString(await openapiTypescript(await readFile('docs/openapi.json', 'utf8')))
  const style = await resolveConfig(path)
  expect(await format(source, { ...style, parser: 'typescript' })).toBe(await readFile(path, 'utf8'))
})
