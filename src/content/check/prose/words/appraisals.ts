/** Ranks, praise and advice that no attribute could support. */
import type { FindingCode } from '../../finding.ts'
import type { ObservationKind } from '../observation.ts'
import { wholeWords } from './family.ts'

export interface AppraisalClass {
  readonly name: string
  readonly pattern: RegExp
  readonly kind: ObservationKind
  readonly code: FindingCode
  readonly fix: string
}

function words(name: string, alternatives: string): Pick<AppraisalClass, 'name' | 'pattern'> {
  return { name, pattern: new RegExp(wholeWords(alternatives), 'giu') }
}

/** Style, comfort and value words are left alone: as frequent in faithful texts as in false ones. */
export const appraisalClasses: readonly AppraisalClass[] = [
  {
    ...words(
      'rank',
      'high-?\\s?end|flagship|premium|top-?\\s?(?:notch|tier|of-the-line|of-the-range)|cutting-edge|' +
        'state-of-the-art|high-perform(?:ance|ing)|world-class|best-in-class|industry-leading',
    ),
    kind: 'unknown-rank',
    code: 'C06',
    fix: 'Leave the rank out: no fact of a product proves how it compares with others.',
  },
  {
    ...words(
      'praise',
      'advanced|immersive|stunning|vivid|vibrant|crisp|breathtaking|crystal[- ]clear|enjoyable|engaging|' +
        'impressive|incredible|amazing|excellent|exceptional|outstanding|superb',
    ),
    kind: 'appraisal',
    code: 'F13',
    fix: 'Say what the data says instead of praising it.',
  },
  {
    ...words(
      'advice',
      'perfect(?:ly)?|ideal(?:ly)?|suitable|must-have|designed for|everyday use|best of both worlds|' +
        '(?:great|excellent|good|solid|compelling|practical|best) (?:choice|option|value|balance|smartphone|phone|device)|' +
        'for (?:users|those|anyone|people) (?:who|looking)',
    ),
    kind: 'appraisal',
    code: 'F13',
    fix: 'Name the fact that makes it suitable, or leave the advice out.',
  },
  {
    ...words('judgement', 'basic|simple|essential|no-frills'),
    kind: 'appraisal',
    code: 'F13',
    fix: 'Say what it has instead of judging it.',
  },
]
