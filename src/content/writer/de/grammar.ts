/** German: the proof that a further language is data. Names stay as they are; untranslatable values stay unsaid. */
import type { AttributeWording, Grammar } from '../grammar.ts'
import { featuresWording } from './attributes/features.ts'
import { flagsWording } from './attributes/flags.ts'
import { makeupWording } from './attributes/makeup.ts'
import { performanceWording } from './attributes/performance.ts'
import { sizesWording } from './attributes/sizes.ts'
import { combinations } from './combinations.ts'
import { morphology } from './morphology.ts'
import { nouns } from './nouns.ts'
import { offer } from './offer.ts'
import { cautionPlans, openings, optionNouns, optionPlans } from './openings.ts'
import { sentencePlans } from './sentence-plans.ts'
import { units } from './units.ts'
import { values } from './values.ts'

export const german: Grammar = {
  language: 'de',
  morphology,
  attributes: new Map<string, AttributeWording>([
    ...Object.entries(makeupWording),
    ...Object.entries(sizesWording),
    ...Object.entries(performanceWording),
    ...Object.entries(featuresWording),
    ...Object.entries(flagsWording),
  ]),
  combinations,
  // An attribute without German words stays unsaid: its English name would be an untranslated run.
  generic: [],
  clausePlans: null,
  units,
  values,
  nouns,
  properNames: new Set(),
  commonValues: new Set(),
  titleAttributes: new Set([
    'colour',
    'color',
    'product_colour',
    'shape',
    'format',
    'screen_size',
    'resolution',
  ]),
  sentencePlans,
  cautionPlans,
  openings,
  families: [],
  optionPlans,
  optionNouns,
  identityLabels: { brand: 'Marke' },
  offer,
  spellings: {
    'de-CH': Object.fromEntries(
      'größe größen weiß heiß draußen außerdem maße gießen'
        .split(' ')
        .map((word) => [word, word.replace('ß', 'ss')] as const),
    ),
  },
  contractions: {},
}
