/** Keys through the API: of the shop of the key in use. */
import { answer, type Api } from '../api/api.ts'
import { keyPages, type Key, type KeySource } from './key-source.ts'

export function apiKeys(api: Api): KeySource {
  return {
    async list() {
      const keys: Key[] = []
      let query: { limit: number; cursor?: string } = { limit: keyPages.size }
      for (let number = 0; number < keyPages.max; number += 1) {
        const page = await answer(api.GET('/v1/keys', { params: { query } }))
        keys.push(...page.items)
        if (page.next === null) break
        query = { ...query, cursor: page.next }
      }
      return keys
    },
    async create({ name, kind, scopes, expiresAt }) {
      const body = {
        name,
        kind,
        ...(scopes === undefined ? {} : { scopes: [...scopes] }),
        ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
      }
      return answer(api.POST('/v1/keys', { body }))
    },
    async rotate(id, overlapHours) {
      return answer(api.POST('/v1/keys/{id}/rotate', { params: { path: { id } }, body: { overlapHours } }))
    },
    async revoke(id) {
      await api.DELETE('/v1/keys/{id}', { params: { path: { id } } })
    },
    async [Symbol.asyncDispose]() {},
  }
}
