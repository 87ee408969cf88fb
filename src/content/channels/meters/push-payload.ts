/** The JSON a push service is sent; it limits the bytes of the whole of it. */
import type { PayloadLimit } from '../channel.ts'
import { measure } from './measure.ts'

export interface PushContent {
  readonly title: string
  readonly body: string
  /** Keys of the shop that travel along. */
  readonly data: Readonly<Record<string, string>>
}

/** Exactly what is sent, without the blanks that a pretty printer adds. */
export function pushPayload(service: PayloadLimit['service'], { title, body, data }: PushContent): string {
  return service === 'apns'
    ? JSON.stringify({ aps: { alert: { title, body } }, ...data })
    : JSON.stringify({ message: { notification: { title, body }, data } })
}

export function payloadBytes(service: PayloadLimit['service'], content: PushContent): number {
  return measure(pushPayload(service, content), 'bytes')
}
