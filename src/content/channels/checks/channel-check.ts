/** The L codes: what a place of publication takes, as one family of the gate. */
import type { Check } from '../../check/gate-context.ts'
import { checkAdSets } from './ad-set-check.ts'
import { checkCharacters } from './character-check.ts'
import { checkLengths } from './length-check.ts'
import { checkMarkup } from './markup-check.ts'
import { checkResidue } from './residue-check.ts'
import { checkSms } from './sms-check.ts'
import { checkVisibleCut } from './visible-check.ts'

/** In the order of the codes. */
const families: readonly Check[] = [
  checkLengths,
  checkVisibleCut,
  checkSms,
  checkCharacters,
  checkAdSets,
  checkMarkup,
  checkResidue,
]

export const checkChannel: Check = (document, context) =>
  families.flatMap((check) => check(document, context))
