/** An import as clients see it. */
import { z } from 'zod'

export const importSchema = z
  .object({
    id: z.string(),
    format: z.string().describe('`auto` until the first bytes have been read'),
    fileName: z.string().nullable(),
    state: z.enum(['uploading', 'queued', 'running', 'done', 'failed', 'cancelled']),
    byteLength: z.int().describe('Size of the upload'),
    bytesRead: z.int().describe('How far the file has been read'),
    rowsSettled: z.int().describe('Rows of the file that are accounted for'),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int().describe('Products equal to what the shop had'),
    failed: z.int().describe('Entries with errors; see /v1/imports/{id}/errors'),
    failure: z.string().nullable().describe('Why the import as a whole ended early'),
    createdAt: z.date(),
    finishedAt: z.date().nullable(),
  })
  .meta({
    id: 'Import',
    examples: [
      {
        id: 'imp_01JD0000000000000000000000',
        format: 'shopify-csv',
        fileName: 'products_export.csv',
        state: 'running',
        byteLength: 1_048_576,
        bytesRead: 524_288,
        rowsSettled: 500,
        created: 480,
        updated: 0,
        unchanged: 18,
        failed: 2,
        failure: null,
        createdAt: '2026-01-05T10:00:00.000Z',
        finishedAt: null,
      },
    ],
  })

export const importErrorSchema = z
  .object({
    row: z.int().describe('Row of the file as a spreadsheet shows it'),
    externalId: z.string().nullable().describe('Id of the product in that row, when it has one'),
    path: z.string(),
    message: z.string(),
  })
  .meta({
    id: 'ImportError',
    examples: [{ row: 17, externalId: 'k1', path: 'Variant Price', message: 'must be a decimal number' }],
  })
