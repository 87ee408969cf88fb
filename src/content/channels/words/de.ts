/** German. */
import type { ChannelWords } from './channel-words.ts'

export const german: ChannelWords = {
  language: 'de',
  // The phrases are in the dative that follows "mit".
  nounRule: [/^/, 'mit '],
  // Nouns keep their capitals.
  smallInside: /^(?:Aus|Mit|Ohne|Nicht|Für|Von|Im|In|Bis|Besteht|Enthält|Fasst|Hält|Wiegt|Nimmt|Bietet) /,
  price: { one: '{price}', from: 'Ab {price}' },
  invitations: {
    short: ['Details ansehen', 'Mehr erfahren', 'Jetzt entdecken', 'Hier lesen'],
    long: [
      'Alle Details finden Sie in unserem Shop.',
      'Sehen Sie sich das Produkt genauer an.',
      'Hier lesen Sie mehr.',
    ],
  },
  introductions: ['Das ist: {name}.', '{name}.'],
  optOut: 'Abmelden mit STOP.',
}
