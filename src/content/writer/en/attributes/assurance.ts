/** Care, origin and assurance. */
import type { AttributeWording } from '../../grammar.ts'
import { say } from '../../say.ts'

export const assuranceWording = {
  wash_temperature: say('care', 6, ['is washable at {v}', 'can be washed at {v}']),
  country_of_origin: say('origin', 4, ['comes from {v}'], {
    whole: ['The country of origin is {v}.', 'Country of origin: {v}.'],
  }),
  shelf_life: say('assurance', 4, ['keeps for {v}', 'has a shelf life of {v}'], {
    with: ['a shelf life of {v}'],
  }),
  shelf_life_after_opening: say('assurance', 4, ['keeps for {v} after opening'], {}),
  warranty: say('assurance', 6, ['comes with {a m} warranty', 'has a warranty of {v}'], {
    with: ['{a m} warranty'],
  }),
  certification: say('assurance', 4, ['is certified to {v}', 'carries the marks {v}']),
} satisfies Record<string, AttributeWording>
