/** Server-sent events out of a fetch response. */
import { EventSourceParserStream } from 'eventsource-parser/stream'

export interface ServerEvent {
  /** "progress", then "done" or "error". */
  readonly name: string
  /** The watched resource, parsed. */
  readonly data: unknown
}

export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  if (response.body === null) return
  const messages = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
  for await (const message of messages) {
    const data: unknown = JSON.parse(message.data)
    yield { name: message.event ?? 'message', data }
  }
}
