/** How English denies, and where a denial ends. */
export const denials = {
  forward:
    'no without lacks lack lacking lacked neither nor never excluding excludes except sans minus nothing hardly barely omits omit',
  clause: `not cannot isn't aren't doesn't don't hasn't haven't won't can't wasn't weren't didn't needn't mustn't shouldn't
    isn’t aren’t doesn’t don’t hasn’t haven’t won’t can’t wasn’t weren’t didn’t needn’t mustn’t shouldn’t`,
  backward: 'missing absent unavailable excluded omitted separately lacking none',
  suffix: 'free',
  phrases: 'out of stock, sold out, sold separately, not in stock',
  exempt: `not only, not just, not merely, no matter, no more than, no less than, no fewer than, not to mention, nothing but,
    whether or not, no longer than, last but not least, no later than`,
  breakers: 'but yet while whereas although though however instead because since so which who that',
  predicates: `is are was were has have had does do can cannot could will comes come offers offer includes include provides
    provide features feature gives give gets get makes make uses use works work supports support fits fit runs run needs need
    takes take carries carry connects connect boasts boast sports sport delivers deliver brings bring with plus it they you
    measures weighs holds`,
}

export const numberWords =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'

export const tens = 'thirty forty fifty sixty seventy eighty ninety'

/** Words that count. */
export const multiples: Readonly<Record<string, number>> = {
  single: 1,
  once: 1,
  dual: 2,
  double: 2,
  twin: 2,
  twice: 2,
  pair: 2,
  couple: 2,
  triple: 3,
  treble: 3,
  trio: 3,
  thrice: 3,
  quad: 4,
  quadruple: 4,
  quartet: 4,
  dozen: 12,
  hundred: 100,
  thousand: 1_000,
}

export const axes: Readonly<Record<string, readonly string[]>> = {
  w: ['width'],
  d: ['depth', 'diameter'],
  h: ['height'],
  l: ['length'],
}
