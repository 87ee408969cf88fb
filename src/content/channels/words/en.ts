/** English. */
import type { ChannelWords } from './channel-words.ts'

export const english: ChannelWords = {
  language: 'en',
  nounRule: [/^an? /, ''],
  smallInside: /^\p{Lu}\p{Ll}/u,
  price: { one: '{price}', from: 'From {price}' },
  invitations: {
    short: ['Read the details', 'Choose yours', 'Take a look', 'See more'],
    long: ['See all the details in our shop.', 'Take a look and choose yours.', 'Read more here.'],
  },
  introductions: ['Discover the {name}.', 'Meet the {name}.', '{name}.'],
  optOut: 'Reply STOP to opt out.',
}
