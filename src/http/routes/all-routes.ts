/** The explicit list of routes. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { SendEvents } from '../event-stream.ts'
import type { ServerDeps } from '../server-deps.ts'
import { addCopyChannelRoutes } from './copy-channels.ts'
import { addCopyControlRoutes } from './copy-job/control-copy-jobs.ts'
import { addCopyUploadRoute } from './copy-job/upload-copy-csv.ts'
import { addCopyModelRoutes } from './models/models.ts'
import { addCopyPreviewRoute } from './models/preview.ts'
import { addCopySpendRoutes } from './models/spend.ts'
import { addCopyJobRoutes } from './copy-jobs.ts'
import { addEvaluationRoutes } from './evaluation/evaluations.ts'
import { addEventRoute } from './events/events.ts'
import { addAskRoutes } from './evidence/ask.ts'
import { addCertificateRoutes } from './evidence/certificates.ts'
import { addDictionaryRoutes } from './evidence/dictionary.ts'
import { addPromotionRoutes } from './evidence/promotions.ts'
import { addCopyVoiceRoutes } from './copy-voices.ts'
import { addBulkApprovalRoute } from './drafts/approve-drafts.ts'
import { addDraftReadingRoutes } from './drafts/read-drafts.ts'
import { addReviewRoutes } from './drafts/review-drafts.ts'
import { addWaiverRoutes } from './drafts/waivers.ts'
import { addDraftWritingRoute } from './drafts/write-draft.ts'
import { addHealthRoutes } from './health.ts'
import { addImportUploadRoute } from './catalog/import-upload.ts'
import { addImportRoutes } from './catalog/imports.ts'
import { addKeyRoutes } from './keys.ts'
import { addCopyCheckRoute } from './lint/copy-check.ts'
import { addCopyLintRoutes } from './lint/copy-lint.ts'
import { addOfferRoute } from './catalog/offers.ts'
import { addProductRoutes } from './catalog/products.ts'
import { addRecommendationRoutes } from './recommendations/recommend.ts'
import { addReceiptRoutes } from './recommendations/receipts.ts'
import { addEstimateRoute } from './merchandising/estimate.ts'
import { addPreviewRoute } from './merchandising/preview.ts'
import { addMailingRoutes } from './mailings/mailings.ts'
import { addMerchandisingRoutes } from './merchandising/rules.ts'
import { addReindexRoutes } from './reindexes.ts'
import { addSearchRoute } from './search.ts'
import { addShopRoutes } from './shop.ts'
import { addCopyPublicationRoutes } from './publishing/publications.ts'
import { addCopyRuleRoutes } from './publishing/rules.ts'
import { addImageRoutes } from './images/images.ts'
import { addRelationRoutes } from './relations/relations.ts'
import { addVisitorErasureRoute } from './visitors/erase-visitor.ts'
import { addVisitorExportRoute } from './visitors/export-visitor.ts'
import { addWebhookRoutes } from './webhooks.ts'

/** The only routes of a worker process. */
export function addProbeRoutes(instance: FastifyInstance, deps: ServerDeps): void {
  addHealthRoutes(instance.withTypeProvider<ZodTypeProvider>(), deps)
}

export function addRoutes(instance: FastifyInstance, deps: ServerDeps, sendEvents: SendEvents): void {
  const server = instance.withTypeProvider<ZodTypeProvider>()
  addHealthRoutes(server, deps)
  addShopRoutes(server, deps)
  addKeyRoutes(server, deps)
  addImportUploadRoute(server, deps)
  addImportRoutes(server, deps, sendEvents)
  addProductRoutes(server, deps)
  addOfferRoute(server, deps)
  addSearchRoute(server, deps)
  addRecommendationRoutes(server, deps)
  addReceiptRoutes(server, deps)
  addEventRoute(server, deps)
  addMerchandisingRoutes(server, deps)
  addPreviewRoute(server, deps)
  addEstimateRoute(server, deps)
  addVisitorExportRoute(server, deps)
  addVisitorErasureRoute(server, deps)
  addImageRoutes(server, deps)
  addRelationRoutes(server, deps)
  addMailingRoutes(server, deps, sendEvents)
  addReindexRoutes(server, deps, sendEvents)
  addEvaluationRoutes(server, deps, sendEvents)
  addCopyJobRoutes(server, deps, sendEvents)
  addDictionaryRoutes(server, deps)
  addCertificateRoutes(server, deps)
  addPromotionRoutes(server, deps)
  addAskRoutes(server, deps)
  addCopyVoiceRoutes(server, deps)
  addCopyChannelRoutes(server, deps)
  addCopyControlRoutes(server, deps)
  addCopyUploadRoute(server, deps)
  addDraftWritingRoute(server, deps)
  addDraftReadingRoutes(server, deps)
  addReviewRoutes(server, deps)
  addBulkApprovalRoute(server, deps)
  addWaiverRoutes(server, deps)
  addCopyPublicationRoutes(server, deps)
  addCopyRuleRoutes(server, deps)
  addCopyCheckRoute(server, deps)
  addCopyLintRoutes(server, deps, sendEvents)
  addCopySpendRoutes(server, deps)
  addCopyPreviewRoute(server, deps)
  addCopyModelRoutes(server, deps)
  addWebhookRoutes(server, deps)
}
