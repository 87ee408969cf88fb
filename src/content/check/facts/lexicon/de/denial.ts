/** How German denies, counts, and where a denial ends. */
export const denials = {
  forward: 'kein keine keinen keinem keiner keines ohne weder noch nie niemals außer',
  clause: 'nicht nein',
  backward: 'fehlt fehlen ausgenommen entfällt ausgeschlossen',
  suffix: 'frei',
  phrases: 'nicht auf lager, ausverkauft, nicht vorrätig, nicht lieferbar',
  exempt:
    'nicht nur, nicht zuletzt, nicht mehr als, nicht weniger als, nicht zu vergessen, ohne weiteres, ohne zweifel',
  breakers:
    'aber sondern jedoch doch während obwohl hingegen dagegen dafür weil denn der die das welche welcher',
  predicates: `ist sind hat haben wird werden kann können kommt kommen bietet bieten enthält enthalten verfügt verfügen
    besteht bestehen misst wiegt fasst hält passt läuft braucht benötigt besitzt trägt mit`,
}

export const numberWords =
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig'

export const multiples: Readonly<Record<string, number>> = {
  doppelt: 2,
  doppelte: 2,
  zweifach: 2,
  paar: 2,
  dreifach: 3,
  vierfach: 4,
  dutzend: 12,
  hundert: 100,
  tausend: 1_000,
}

export const hedges = 'etwa rund circa ca ungefähr fast knapp zirka'

export const axes: Readonly<Record<string, readonly string[]>> = {
  b: ['width', 'breite'],
  t: ['depth', 'tiefe'],
  h: ['height', 'höhe', 'hoehe'],
  l: ['length', 'länge', 'laenge'],
  ø: ['diameter', 'durchmesser'],
}
