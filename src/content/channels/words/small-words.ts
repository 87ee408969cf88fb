/** Words that tie others together; repetition and likeness are judged without them. */
export const smallWords: ReadonlySet<string> = new Set(
  (
    'a an the and or of for with in on to by from at as it is are be this that its per up ' +
    'der die das den dem des ein eine einen einem einer und oder von für mit in im auf zu aus bei als ist sind'
  ).split(' '),
)
