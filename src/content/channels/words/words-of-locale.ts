/** Which language a channel's words are in. */
import type { ChannelWords } from './channel-words.ts'
import { english } from './en.ts'
import { german } from './de.ts'

/** The lines that close a message where the shop has none of its own. */
export const optOutLines: readonly string[] = [english.optOut, german.optOut]

/** A locale without words of its own is written in English, as its sentences are. */
export function channelWords(locale: string): ChannelWords {
  return /^de\b/i.test(locale) ? german : english
}
