/** English wording of the attributes shops use most; anything else is worded from its name (../../words/generic-wording.ts). */
import type { AttributeWording } from '../../grammar.ts'
import { assuranceWording } from './assurance.ts'
import { featuresWording } from './features.ts'
import { fitWording } from './fit.ts'
import { flagsWording } from './flags.ts'
import { makeupWording } from './makeup.ts'
import { performanceWording } from './performance.ts'
import { phoneLinksWording } from './phone-links.ts'
import { phonesWording } from './phones.ts'
import { powerWording } from './power.ts'
import { sizesWording } from './sizes.ts'

export const attributes: ReadonlyMap<string, AttributeWording> = new Map<string, AttributeWording>([
  ...Object.entries(makeupWording),
  ...Object.entries(sizesWording),
  ...Object.entries(performanceWording),
  ...Object.entries(powerWording),
  ...Object.entries(phonesWording),
  ...Object.entries(phoneLinksWording),
  ...Object.entries(fitWording),
  ...Object.entries(featuresWording),
  ...Object.entries(flagsWording),
  ...Object.entries(assuranceWording),
])
