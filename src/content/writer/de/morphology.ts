/** German forms: three genders, four cases as far as patterns use them, verbs in the plural, decimal comma. */
import type { Morphology } from '../morphology.ts'

const strong = { m: 'er', f: 'e', n: 'es', plural: 'e' } as const

export const morphology: Morphology = {
  and: 'und',
  or: 'oder',
  decimal: ',',
  thousands: '.',
  thousandsFrom: 5,
  numberWords: 'null,eine,zwei,drei,vier,fünf,sechs,sieben,acht,neun,zehn,elf,zwölf'.split(','),
  percent: ' %',
  determiners: {
    the: {
      plural: 'die',
      byGender: { m: 'der', f: 'die', n: 'das' },
      endings: { m: 'e', f: 'e', n: 'e', plural: 'en' },
    },
    this: {
      plural: 'diese',
      byGender: { m: 'dieser', f: 'diese', n: 'dieses' },
      endings: { m: 'e', f: 'e', n: 'e', plural: 'en' },
    },
    a: { indefinite: true, byGender: { m: 'ein', f: 'eine', n: 'ein' }, endings: strong },
    // Accusative and dative, for patterns that need them: "für den Kessel", "mit einem Papierfilter".
    acc: { plural: 'die', byGender: { m: 'den', f: 'die', n: 'das' } },
    dat: { plural: 'den', byGender: { m: 'dem', f: 'der', n: 'dem' } },
    einen: { indefinite: true, byGender: { m: 'einen', f: 'eine', n: 'ein' } },
    einem: { indefinite: true, byGender: { m: 'einem', f: 'einer', n: 'einem' } },
    none: { plural: '', byGender: { m: '', f: '', n: '' }, endings: strong },
  },
  compound: ' ',
  repairs: [],
  pronouns: { m: 'er', f: 'sie', n: 'es', plural: 'sie', unknown: 'das Produkt' },
  pluralVerbs: new Map([
    ['ist', 'sind'],
    ['hat', 'haben'],
    ['kann', 'können'],
    ['darf', 'dürfen'],
    ['lässt', 'lassen'],
    ['misst', 'messen'],
    ['hält', 'halten'],
    ['läuft', 'laufen'],
    ['lädt', 'laden'],
    ['trägt', 'tragen'],
    ['enthält', 'enthalten'],
    ['nimmt', 'nehmen'],
    ['wächst', 'wachsen'],
    ['gibt', 'geben'],
    ['schläft', 'schlafen'],
    ['bewahrt', 'bewahren'],
  ]),
  pluralVerbRules: [
    [/et$/, 'en'],
    [/t$/, 'en'],
  ],
  // Categories of catalogues in English are found by their singular as well.
  singularRules: [
    [/knives$/i, 'knife'],
    [/ies$/i, 'y'],
    [/(ss|x|ch|sh|z)es$/i, '$1'],
    [/(?:ss|us|is)$/i, '$&'],
    [/s$/i, ''],
  ],
  pluralNames: /(?!)/,
  sharedVerbs: ['ist', 'hat'],
  unshared: /^(?:ist (?:eine?[nmrs]? |der |die |das )|hat kein)/,
  havingVerbs: /^(?:hat|bietet|besitzt|enthält|kommt mit) /,
  // German repeats the verb: "ist nicht kabellos und hat keinen Deckel".
  denials: [],
  goodDenials: /^(?:braucht|benötigt|enthält) kein/,
  quality: null,
  lineRules: [
    [/^ist /, ''],
    [/^hat (?:einen|eine|ein) /, ''],
    [/^hat /, ''],
    [/^wiegt /, 'Gewicht: '],
    [/^misst /, 'Maße: '],
    [/^stammt aus /, 'Aus '],
  ],
  pluralLabels: /(?!)/,
  be: { one: 'ist', many: 'sind' },
  singularThing: /^(?:eine?[nmr]? |1 )/,
  countableThing: /^(?:eine?[nmr]? |\d|\{v\} )/,
  definiteNames: new Set(),
  definiteArticle: '',
  singularAfterCount: null,
}
