/** What is kept of a slot that was filled by chance: without the chances nobody could learn from it afterwards. */
import { z } from 'zod'

export const exploredSlotSchema = z.object({
  /** Place in the slate, from 0. */
  position: z.int(),
  /** External id of the product that was drawn. */
  shown: z.string(),
  /** Everything that could have been drawn, in the order of the ranking: external id, score, chance. */
  candidates: z.array(z.tuple([z.string(), z.number(), z.number()])).readonly(),
})
export type ExploredSlot = Readonly<z.output<typeof exploredSlotSchema>>

/** The chance with which the product shown was drawn, for the token. */
export function propensitiesOf({ shown, candidates }: ExploredSlot): Record<string, number> {
  return Object.fromEntries(candidates.flatMap(([id, , chance]) => (id === shown ? [[id, chance]] : [])))
}
