/**
 * Seals what must be kept and read back, such as the secrets that sign webhooks: AES-256-GCM under one key of the
 * operator, so that a dump of the database holds nothing usable. Sealed text: "v1." + base64url(nonce ‖ tag ‖ cipher).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from './errors.ts'

export interface Secrets {
  seal(text: string): string
  /** @throws AppError config.invalid when the text was sealed under another key */
  open(sealed: string): string
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

export function createSecrets(key: Uint8Array): Secrets {
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
    },
    open(sealed) {
      try {
        const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
        const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new AppError('config.invalid', 'A stored secret was sealed under another SECRETS_KEY.', {
          cause,
        })
      }
    },
  }
}

/**
 * The operator's key; without one an embedded installation keeps its own beside its data.
 *
 * @param directory where that key lies; null: this installation has none of its own
 * @returns undefined when there is no key: then nothing can be sealed
 */
export function openSecrets(key: string | undefined, directory: string | null): Secrets | undefined {
  if (key !== undefined) return createSecrets(decodeKey(key))
  if (directory === null) return undefined
  const path = join(directory, 'secrets.key')
  if (!existsSync(path)) {
    mkdirSync(directory, { recursive: true })
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return createSecrets(decodeKey(readFileSync(path, 'utf8').trim()))
}

function decodeKey(text: string): Uint8Array {
  const key = Buffer.from(text, 'base64url')
  if (key.length === KEY_BYTES) return key
  throw new AppError('config.invalid', 'SECRETS_KEY must be 32 random bytes: openssl rand -base64 32.')
}
