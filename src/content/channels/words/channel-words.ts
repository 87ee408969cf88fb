/** The words that short texts need beside the writer's phrases, per language: data, no rules. */

export interface ChannelWords {
  readonly language: string
  /** Makes an entry of a noun phrase as it follows "with": "a 75 cm cable" → "75 cm cable". */
  readonly nounRule: readonly [start: RegExp, instead: string]
  /** Starts of list entries that are written small inside a line. */
  readonly smallInside: RegExp
  /** Slot {price}. */
  readonly price: { readonly one: string; readonly from: string }
  /** Invitations that state nothing; short ones fit a headline, long ones a description. Slot {name} where named. */
  readonly invitations: { readonly short: readonly string[]; readonly long: readonly string[] }
  /** Slot {name}. */
  readonly introductions: readonly string[]
  /** Closes a text message. */
  readonly optOut: string
}
