/** The attribute dictionary of the caller's shop, and what to add to it first. */
import { z } from 'zod'
import { attributeNameSchema } from '../../../catalog/product.ts'
import { dictionaryEntrySchema } from '../../../content/facts/dictionary/dictionary-entry.ts'
import {
  changeDictionary,
  DICTIONARY_ENTRIES_MAX,
  listDictionary,
  replaceDictionary,
} from '../../../content/facts/dictionary/keep-dictionary.ts'
import { listUnitSuggestions } from '../../../content/facts/dictionary/suggest-units.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import { pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const entrySchema = dictionaryEntrySchema.meta({
  id: 'DictionaryEntry',
  description: 'What one attribute of the catalogue means in this shop; fields left out take their default',
  examples: [
    { attribute: 'cable_length', unit: 'm', labels: { en: 'cable length', de: 'Kabellänge' }, mustSay: true },
  ],
})

const changeSchema = z
  .object({
    entries: z.int().describe('Entries of the dictionary now'),
    changed: z.int().describe('Entries that are new or differ from before'),
    removed: z.int(),
  })
  .meta({ id: 'DictionaryChange' })

const suggestionSchema = z
  .object({
    attribute: z.string(),
    products: z.int().describe('Products whose value could be said once the unit is known'),
    unit: z.string().nullable().describe('What other products of the shop state; null when none does'),
    statedBy: z.int().describe('Products that state it'),
    examples: z.array(z.string()).readonly().describe('Some of the values, as the feed states them'),
  })
  .meta({ id: 'UnitSuggestion' })

export function addDictionaryRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/dictionary',
    {
      config: { scope: 'copy:read', cost: 1 },
      schema: {
        operationId: 'listDictionary',
        tags: ['Evidence'],
        summary: 'The attribute dictionary, by attribute',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(entrySchema) },
      },
    },
    async (request) => listDictionary(db, shopIdOf(request), request.query),
  )

  server.put(
    '/v1/copy/dictionary',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'copy:write', cost: 20, problems: [413] },
      schema: {
        operationId: 'replaceDictionary',
        tags: ['Evidence'],
        summary: 'Make the dictionary exactly these entries',
        body: z
          .strictObject({ entries: z.array(entrySchema).max(DICTIONARY_ENTRIES_MAX) })
          .meta({ id: 'DictionaryReplacement' }),
        response: { 200: changeSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => replaceDictionary(trx, shopIdOf(request), request.body.entries)),
  )

  server.patch(
    '/v1/copy/dictionary',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'copy:write', cost: 5, problems: [413] },
      schema: {
        operationId: 'changeDictionary',
        tags: ['Evidence'],
        summary: 'Set or remove single entries',
        description: 'An entry that is set replaces the one of its attribute whole; all others stay.',
        body: z
          .strictObject({
            set: z.array(entrySchema).max(DICTIONARY_ENTRIES_MAX).default([]),
            remove: z.array(attributeNameSchema).max(DICTIONARY_ENTRIES_MAX).default([]),
          })
          .meta({
            id: 'DictionaryEdit',
            examples: [{ set: [{ attribute: 'depth', unit: 'mm' }], remove: ['box'] }],
          }),
        response: { 200: changeSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => changeDictionary(trx, shopIdOf(request), request.body)),
  )

  server.get(
    '/v1/copy/dictionary/suggestions',
    {
      config: { scope: 'copy:read', cost: 20 },
      schema: {
        operationId: 'suggestUnits',
        tags: ['Evidence'],
        summary: 'Attributes whose numbers lack a unit, those of most products first',
        description: 'A unit is proposed only where other products of the shop state one and agree on it.',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(suggestionSchema) },
      },
    },
    async (request) => listUnitSuggestions(db, shopIdOf(request), clock.now(), request.query),
  )
}
