/**
 * A label the relations do not see: the noun that says what a title is about, from a list made by reading the file. Two
 * of a kind should be substitutes and not complements.
 */
import type { RelationLists } from '../../src/recommendations/relations/learn-relations.ts'

const words = new Set(
  (
    'APRON BAG BALLOON BAUBLE BLACKBOARD BOWL BOX BRACELET BUCKET BUNTING CAKESTAND CALENDAR CANDLE CARD CHALKBOARD CLOCK ' +
    'COASTER CUP CUSHION CUTLERY DOILY DOORMAT DOORSTOP EARRING FRAME GARLAND HANGER HOOK JAR JIGSAW JUG KNOB LAMP ' +
    'LANTERN LIGHT MAGNET MIRROR MUG NAPKIN NECKLACE NOTEBOOK PARASOL PEN PENCIL PLACEMAT PLASTER PLATE PURSE RIBBON RING ' +
    'SIGN STICKER STOCKING T-LIGHT TABLECLOTH TAPE TEACUP TEAPOT TIN TOWEL TRAY UMBRELLA WRAP WREATH'
  ).split(' '),
)

/** The last word of the list in the title, plural or not. */
export function kindWord(title: string): string | undefined {
  return title
    .toUpperCase()
    .split(/[^A-Z-]+/)
    .flatMap((word) =>
      [word, word.replace(/S$/, ''), word.replace(/IES$/, 'Y')].filter((form) => words.has(form)),
    )
    .at(-1)
}

export interface KindShare {
  /** First of their lists that have the word of the product asked about. */
  readonly same: number
  /** First of their lists where both titles have a word. */
  readonly told: number
}

export function shareOfKind({ offsets, items }: RelationLists, titleOf: (item: number) => string): KindShare {
  let same = 0
  let told = 0
  for (let source = 0; source + 1 < offsets.length; source += 1) {
    const at = offsets[source] ?? 0
    if (at === offsets[source + 1]) continue
    const [own, other] = [kindWord(titleOf(source)), kindWord(titleOf(items[at] ?? 0))]
    if (own === undefined || other === undefined) continue
    told += 1
    if (own === other) same += 1
  }
  return { same, told }
}
