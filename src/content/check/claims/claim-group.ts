/**
 * The kinds of claim that law restricts. A group is wording (claims/wording) that one code covers; a pack
 * (claims/packs) says under which law a group is restricted in its jurisdiction.
 */
import type { FindingCode } from '../finding.ts'

export type ClaimGroup =
  | 'green'
  | 'energy'
  | 'degradable'
  | 'neutrality'
  | 'whole'
  | 'health'
  | 'antimicrobial'
  | 'safety'
  | 'superlative'
  | 'comparison'
  | 'award'
  | 'testimonial'
  | 'stock'
  | 'deadline'
  | 'pressure'

interface GroupKind {
  readonly code: FindingCode
  /** What a cited fact must be to license the wording; "never": nothing a shop can cite does. */
  readonly licence:
    'certificate' | 'whole-fact' | 'award-fact' | 'stock-fact' | 'date-fact' | 'stock-or-date' | 'never'
  /** Whether a value that a fact states word for word may be said. Law on the environment and on health asks for more. */
  readonly isValueEnough: boolean
  readonly cure: string
}

export const claimGroups: Readonly<Record<ClaimGroup, GroupKind>> = {
  green: {
    code: 'C01',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'name the measured property instead ("70% recycled polyester"), or cite a certificate that is valid here',
  },
  energy: {
    code: 'C01',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'state the energy class or the consumption instead, and cite it',
  },
  degradable: {
    code: 'C01',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'cite a certificate (for example EN 13432), or leave it out',
  },
  neutrality: {
    code: 'C02',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'leave it out: offsetting does not make a product neutral',
  },
  whole: {
    code: 'C03',
    licence: 'whole-fact',
    isValueEnough: false,
    cure: 'say which part or what share it is true of, as the fact does',
  },
  health: {
    code: 'C04',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'leave it out, or cite the authorisation that allows the words',
  },
  antimicrobial: {
    code: 'C04',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'leave it out, or cite the authorisation that names the active substance',
  },
  safety: {
    code: 'C05',
    licence: 'certificate',
    isValueEnough: false,
    cure: 'name the test or the substance that is absent, with its fact',
  },
  superlative: {
    code: 'C06',
    licence: 'award-fact',
    isValueEnough: true,
    cure: 'state the measured value instead of the comparison with everything else',
  },
  comparison: {
    code: 'C06',
    licence: 'never',
    isValueEnough: true,
    cure: 'describe this product alone',
  },
  award: {
    code: 'C06',
    licence: 'award-fact',
    isValueEnough: true,
    cure: 'name the award as a cited fact states it, or leave it out',
  },
  testimonial: {
    code: 'C06',
    licence: 'award-fact',
    isValueEnough: true,
    cure: 'leave other people’s opinions to reviews that can be checked',
  },
  stock: {
    code: 'C07',
    licence: 'stock-fact',
    isValueEnough: true,
    cure: 'cite the stock fact and state its number, or leave it out',
  },
  deadline: {
    code: 'C07',
    licence: 'date-fact',
    isValueEnough: true,
    cure: 'cite the promotion and state its last day, or leave it out',
  },
  pressure: {
    code: 'C07',
    licence: 'stock-or-date',
    isValueEnough: true,
    cure: 'leave the pressure out; stock and dates speak for themselves',
  },
}

export const claimGroupNames = Object.keys(claimGroups).filter(isClaimGroup)

function isClaimGroup(name: string): name is ClaimGroup {
  return Object.hasOwn(claimGroups, name)
}

/** Wording of one language by group; `harmless` lists longer phrases that contain restricted words and mean no claim. */
export interface ClaimWording {
  readonly groups: Readonly<Record<ClaimGroup, readonly string[]>>
  readonly harmless: readonly string[]
}
