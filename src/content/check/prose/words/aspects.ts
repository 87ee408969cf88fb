/**
 * Quantities of one dimension that mean different things: memory and storage, front and main camera, talk and standby
 * time. `text` says which one a sentence speaks of, `fact` which one a value belongs to.
 */

export interface Aspect {
  readonly name: string
  /** Words beside the number in prose. */
  readonly text: RegExp
  /** Tested on "label: value" up to a few words after the number of the fact. */
  readonly fact: RegExp
  /** Product data seldom states it, so a number without a fact is unsupported rather than wrong. */
  readonly isRarelyStated?: true
}

export interface AspectGroup {
  readonly dimension: string
  readonly aspects: readonly Aspect[]
}

export const aspectGroups: readonly AspectGroup[] = [
  {
    dimension: 'camera',
    aspects: [
      { name: 'front camera', text: /\b(?:front|selfie|secondary camera)/i, fact: /selfie|front|secondary/i },
      { name: 'main camera', text: /\b(?:rear|main|primary|back)\b/i, fact: /main|rear|primary|back/i },
    ],
  },
  {
    dimension: 'data',
    aspects: [
      { name: 'memory (RAM)', text: /(?<![\w-])RAM\b/i, fact: /\bram\b/i },
      {
        name: 'storage',
        text: /\b(?:internal|built-in|on-?board)\b|\bstorage\b|\bROM\b/i,
        fact: /memory internal|storage|\brom\b|hdd|ssd|drive|capacity/i,
      },
      {
        name: 'largest memory card',
        text: /micro-?\s?SD|memory cards?|\bexpand/i,
        fact: /card|expan/i,
        isRarelyStated: true,
      },
    ],
  },
  {
    dimension: 'time',
    aspects: [
      { name: 'talk time', text: /\btalk/i, fact: /talk/i },
      { name: 'standby time', text: /\bstand-?\s?by/i, fact: /stand-?\s?by/i },
    ],
  },
]
