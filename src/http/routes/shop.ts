/** The caller's shop. */
import { z } from 'zod'
import { getShop } from '../../shops/find-shop.ts'
import { channelDefaults, channelSettingsSchema } from '../../shops/channel-settings.ts'
import { exploreSchema, jurisdictionsSchema, shopChangesSchema } from '../../shops/shop.ts'
import { updateShop } from '../../shops/update-shop.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import type { ServerDeps } from '../server-deps.ts'

const shopSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    locale: z.string().describe('BCP 47 language of its texts'),
    currency: z.string().describe('ISO 4217'),
    corsOrigins: z.array(z.string()).readonly().describe('Where browsers may use its publishable keys'),
    settings: z.object({
      searchVectorWeight: z.number().describe('Weight of the vector list in text search, 0 to 1'),
      channels: channelSettingsSchema,
      jurisdictions: jurisdictionsSchema.describe('Whose law its copy must obey'),
      explore: exploreSchema,
    }),
    createdAt: z.date(),
  })
  .meta({
    id: 'Shop',
    examples: [
      {
        id: 'shop_01JD0000000000000000000000',
        name: 'Sample shop',
        locale: 'en-GB',
        currency: 'EUR',
        corsOrigins: ['https://shop.example'],
        settings: {
          searchVectorWeight: 0.3,
          channels: { ...channelDefaults, storeName: 'Sample shop' },
          jurisdictions: ['eu'],
          explore: 0,
        },
        createdAt: '2026-01-05T10:00:00.000Z',
      },
    ],
  })

export function addShopRoutes(server: HttpServer, { db, rules }: ServerDeps): void {
  server.get(
    '/v1/shop',
    {
      config: { scope: 'catalog:read', cost: 1 },
      schema: {
        operationId: 'getShop',
        tags: ['Shop'],
        summary: 'The shop this key belongs to',
        response: { 200: shopSchema },
      },
    },
    async (request) => getShop(db, shopIdOf(request)),
  )

  server.patch(
    '/v1/shop',
    {
      config: { scope: 'admin:shop', cost: 5, problems: [409] },
      schema: {
        operationId: 'updateShop',
        tags: ['Shop'],
        summary: 'Change the shop',
        description: 'Fields left out stay as they are; settings are merged field by field.',
        body: shopChangesSchema.meta({
          examples: [{ corsOrigins: ['https://shop.example'], settings: { searchVectorWeight: 0.5 } }],
        }),
        response: { 200: shopSchema },
      },
    },
    async (request) => {
      const shopId = shopIdOf(request)
      const isServed = request.body.settings?.explore !== undefined
      const shop = await db.transaction().execute(async (trx) => {
        if (isServed) await rules.announce(trx, { topic: 'rules', shopId })
        return updateShop(trx, shopId, request.body)
      })
      if (isServed) await rules.takeIn(shopId)
      return shop
    },
  )
}
