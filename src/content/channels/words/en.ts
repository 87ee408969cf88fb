/** English. */
import type { ChannelWords } from './channel-words.ts'

export const english: ChannelWords = {
  language: 'en',
  nounRule: [/^an? /, ''],
  price: { one: '{price}', from: 'From {price}' },
  invitations: {
    short: ['See it online', 'Read the details', 'Take a closer look', 'Choose yours'],
    long: [
      'See all the details in our shop.',
      'Take a closer look and choose yours.',
      'Read more about it online.',
    ],
  },
  introductions: ['Discover the {name}.', 'Meet the {name}.', '{name}.'],
  optOut: 'Reply STOP to opt out.',
}
