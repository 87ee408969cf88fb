/**
 * What is known about one call to a paid model. Every step commits before the next begins, so that after a kill the
 * ledger still says what may have been billed:
 *
 *   reserved ─→ sent ─→ received ─→ settled
 *      │          ├─→ uncertain (outcome unknown: held at its worst case until invoiced)
 *      └──────────┴─→ released  (never left, or refused by an HTTP status: nothing billed)
 *
 * At every commit: spent + held <= limit, per shop and UTC day; held covers reserved, sent, received and uncertain.
 */
export const callStates = ['reserved', 'sent', 'received', 'settled', 'uncertain', 'released'] as const
export type CallState = (typeof callStates)[number]

/**
 * "write" composes the copy; "repair" is the one paid second try with the findings; "probe" asks an endpoint what it
 * can do; "preview" is a text that a person watches and nobody keeps.
 */
export const callPurposes = ['write', 'repair', 'probe', 'preview'] as const
export type CallPurpose = (typeof callPurposes)[number]
