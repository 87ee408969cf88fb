/** German. */
import type { ChannelWords } from './channel-words.ts'

export const german: ChannelWords = {
  language: 'de',
  // The phrases are in the dative that follows "mit".
  nounRule: [/^/, 'mit '],
  price: { one: '{price}', from: 'Ab {price}' },
  invitations: {
    short: ['Online ansehen', 'Alle Details lesen', 'Jetzt entdecken', 'Mehr erfahren'],
    long: [
      'Alle Details finden Sie in unserem Shop.',
      'Sehen Sie sich das Produkt genauer an.',
      'Mehr dazu lesen Sie online.',
    ],
  },
  introductions: ['Das ist: {name}.', '{name}.'],
  optOut: 'Abmelden mit STOP.',
}
