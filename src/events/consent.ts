/**
 * How much a shopper has agreed to, from nothing to everything. A level includes those before it; what may be kept and
 * used at each is in docs/events.md.
 */
export const consentLevels = ['none', 'session', 'pseudonymous', 'known'] as const
export type ConsentLevel = (typeof consentLevels)[number]

/** True when `granted` reaches `needed`. */
export function allows(granted: ConsentLevel, needed: ConsentLevel): boolean {
  return consentLevels.indexOf(granted) >= consentLevels.indexOf(needed)
}
