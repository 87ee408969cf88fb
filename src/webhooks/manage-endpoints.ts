/** Endpoints as verbs: add, list, change, rotate the secret, test, remove. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { newId } from '../ids.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../page.ts'
import type { Secrets } from '../secrets.ts'
import { tell } from './announce.ts'
import { selectDeliveries } from './delivery-queries.ts'
import type { Delivery, Endpoint, EndpointChanges, NewEndpoint } from './endpoint.ts'
import {
  countEndpoints,
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  replaceSecret,
  selectEndpoints,
  updateEndpoint,
} from './endpoint-queries.ts'

export interface EndpointDeps {
  readonly clock: Clock
  readonly secrets: Secrets | undefined
}

/** Every event is sent to each of them. */
const ENDPOINTS_MAX = 20
/** As long as a rotated key lives at most (docs/operations.md). */
export const secretOverlapHoursMax = 7 * 24

/** @throws AppError webhooks.key-missing, webhooks.too-many */
export async function createEndpoint(
  trx: Db,
  { clock, secrets }: EndpointDeps,
  request: NewEndpoint & { readonly shopId: string },
): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
  const sealing = requireSecrets(secrets)
  if ((await countEndpoints(trx, request.shopId)) >= ENDPOINTS_MAX)
    throw new AppError(
      'webhooks.too-many',
      `A shop has at most ${String(ENDPOINTS_MAX)} endpoints; remove one first.`,
    )
  const secret = newSecret()
  const endpoint = await insertEndpoint(trx, {
    id: newId('hook'),
    shopId: request.shopId,
    url: request.url,
    events: [...new Set(request.events)],
    sealedSecret: sealing.seal(secret),
    createdAt: clock.now(),
  })
  return { endpoint, secret }
}

/** A page, oldest first. */
export async function listEndpoints(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Endpoint>> {
  const rows = await selectEndpoints(db, shopId, positionOf(cursor), limit + 1)
  return pageOf(rows, limit, (row) => [row.id])
}

/** @throws AppError webhooks.not-found */
export async function getEndpoint(db: Db, shopId: string, id: string): Promise<Endpoint> {
  return (await findEndpoint(db, shopId, id)) ?? notFound()
}

/** @throws AppError webhooks.not-found */
export async function changeEndpoint(
  trx: Db,
  shopId: string,
  id: string,
  changes: EndpointChanges,
): Promise<Endpoint> {
  const change = { ...changes, ...(changes.state === 'disabled' && { disabledReason: 'disabled by hand' }) }
  return (await updateEndpoint(trx, shopId, id, change)) ?? notFound()
}

/** Until the overlap ends every message bears two signatures. @throws AppError webhooks.not-found, webhooks.key-missing */
export async function rotateSecret(
  trx: Db,
  { clock, secrets }: EndpointDeps,
  request: { readonly shopId: string; readonly id: string; readonly overlapHours: number },
): Promise<{ readonly endpoint: Endpoint; readonly secret: string }> {
  const sealing = requireSecrets(secrets)
  const secret = newSecret()
  const formerUntil = new Date(clock.now().getTime() + request.overlapHours * 3_600_000)
  const next = { sealedSecret: sealing.seal(secret), formerUntil }
  if (!(await replaceSecret(trx, request.shopId, request.id, next))) notFound()
  return { endpoint: await getEndpoint(trx, request.shopId, request.id), secret }
}

/** @throws AppError webhooks.not-found */
export async function removeEndpoint(trx: Db, shopId: string, id: string): Promise<void> {
  if (!(await deleteEndpoint(trx, shopId, id))) notFound()
}

/** Sends a "ping" to this endpoint alone. @throws AppError webhooks.not-found, webhooks.disabled */
export async function testEndpoint(trx: Db, clock: Clock, shopId: string, id: string): Promise<void> {
  const endpoint = await getEndpoint(trx, shopId, id)
  if (endpoint.state === 'disabled')
    throw new AppError('webhooks.disabled', 'The endpoint is disabled; set its state to "active" first.')
  await tell(
    trx,
    shopId,
    { id: newId('evt'), type: 'ping', timestamp: clock.now(), data: { endpoint: id } },
    [id],
  )
}

/** A page, newest first. @throws AppError webhooks.not-found */
export async function listDeliveries(
  db: Db,
  shopId: string,
  endpointId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Delivery>> {
  await getEndpoint(db, shopId, endpointId)
  const rows = await selectDeliveries(db, shopId, endpointId, positionOf(cursor), limit + 1)
  return pageOf(rows, limit, (row) => [row.id])
}

function positionOf(cursor: string | undefined): string | null {
  return cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
}

/** 24 random bytes in the form that Standard Webhooks gives secrets. */
function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`
}

function requireSecrets(secrets: Secrets | undefined): Secrets {
  if (secrets !== undefined) return secrets
  throw new AppError(
    'webhooks.key-missing',
    'This installation cannot keep webhook secrets: its operator must set SECRETS_KEY (openssl rand -base64 32).',
  )
}

function notFound(): never {
  throw new AppError('webhooks.not-found', 'The shop has no webhook endpoint with this id.')
}
