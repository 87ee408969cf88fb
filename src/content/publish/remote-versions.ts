/**
 * The text that a shop's own system shows may be changed there, by people who do not know of Vitrine. Whoever connects
 * the two reports the version it sees (any text that changes with the content: a hash, an ETag, a time). From then on a
 * publication must name the version it is about to replace; another one than was last seen means that something
 * unknown would be lost.
 */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { findRemoteVersion, upsertRemoteVersion } from './remote-queries.ts'

export interface RemoteVersion {
  readonly product: string
  readonly locale: string
  readonly version: string
  readonly seenAt: Date
}

/** @throws AppError content.remote-changed */
export async function requireSeenRemote(
  trx: Db,
  request: { readonly shopId: string; readonly productId: number; readonly remoteVersion: string | null },
  locale: string,
): Promise<void> {
  const seen = await findRemoteVersion(trx, request.shopId, request.productId, locale)
  if (seen === undefined || seen === request.remoteVersion) return
  throw new AppError(
    'content.remote-changed',
    request.remoteVersion === null
      ? `The shop reports versions of this text: name the one it shows now as remoteVersion (last seen: "${seen}").`
      : `The shop shows version "${request.remoteVersion}" and "${seen}" was last seen: look at the text there first.`,
  )
}

/** @throws AppError catalog.product-not-found */
export async function reportRemote(
  trx: Db,
  { clock }: { readonly clock: Clock },
  report: {
    readonly shopId: string
    readonly product: string
    readonly locale: string
    readonly version: string
  },
): Promise<RemoteVersion> {
  const seenAt = clock.now()
  if (!(await upsertRemoteVersion(trx, { ...report, seenAt })))
    throw new AppError('catalog.product-not-found', 'The shop has no product with this id.')
  return { product: report.product, locale: report.locale, version: report.version, seenAt }
}
