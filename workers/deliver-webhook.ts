/** webhooks.deliver: one signed message to one endpoint of a shop. */
import type { App } from '../src/app.ts'
import { deliverWebhookProcessor } from '../src/webhooks/deliver.ts'
import { createEgress } from '../src/webhooks/egress.ts'

export const deliverWebhook = ({ db, clock, config, secrets }: App) =>
  deliverWebhookProcessor({
    db,
    clock,
    secrets,
    egress: createEgress({
      allowedNetworks: config.WEBHOOK_NETWORKS_ALLOWED,
      ownHosts: config.PUBLIC_URL === undefined ? [] : [new URL(config.PUBLIC_URL).hostname],
    }),
  })
