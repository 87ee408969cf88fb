/** The alphabet of GSM 03.38: what an SMS takes at seven bits a character, and what it takes at two septets. */

const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
/** Sent as an escape and a second septet. */
const extension = '\f^{}\\[~]|€'

const septets: ReadonlyMap<string, 1 | 2> = new Map([
  ...Array.from(basic).map((character) => [character, 1] as const),
  ...Array.from(extension).map((character) => [character, 2] as const),
])

/** Septets of one character; undefined: it is not in the alphabet and switches the message to UCS-2. */
export function septetsOf(character: string): 1 | 2 | undefined {
  return septets.get(character)
}

/** The characters that GSM-7 lacks, each once, in the order of the text. */
export function charactersOutsideGsm7(text: string): string[] {
  return [...new Set(text)].filter((character) => !septets.has(character))
}
