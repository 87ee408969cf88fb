/**
 * English words that state nothing about goods. The test for a word: added to any sentence about any product, the
 * sentence promises no feature, material, quality, quantity or benefit that was not in it before.
 */

const functionWords = `
  a an the this that these those such same other another each every both either all any some one ones none
  i you your yours yourself it its itself he she they their theirs them themselves we our ours us who whom whose which what
  of to in on at by for from with into onto over under through throughout across along around about above below between
  among within upon off up down out as per via than then toward towards beside besides near against before after during
  since until till inside outside behind beyond
  and or but so yet if when whenever where wherever while whereas because though although unless whether once
  is are was were be been being am has have had having do does did done doing can could will would may might shall should
  must let lets
  there here also too just only even still already again always ever often usually mostly mainly chiefly simply
  quite rather very much many more plenty several few own
  how why else otherwise instead moreover furthermore additionally meanwhile likewise similarly accordingly therefore thus
  hence indeed namely together apart respectively overall altogether
  not no nor neither never cannot without lack
  etc eg ie
`

const frameVerbs = `
  come comes offer feature include provide bring give get make use need want have
  boast sport deliver present  carry bear contain comprise consist incorporate integrate embed
  equip fit furnish supply ship arrive house sit rest lie stay remain go become turn
  work operate function serve act help allow let enable permit support suit match pair complement accompany
  add combine join connect link attach place position locate arrange
  expect find see look meet view note mind remember consider think imagine discover explore check learn read choose pick select
  opt decide order buy shop browse purchase own keep put try ask tell say state specify list describe call name know mean
  rely depend build design create develop intend aim plan prepare craft construct manufacture produce fashion form shape
  measure reach span stretch extend rate total amount count number range vary
  start begin end finish complete follow belong represent constitute denote indicate mark rank
  introduce welcome enjoy receive obtain gain benefit appreciate like
   manage accept take hold enter leave open close
  tip please thank say speaking hello
  employ utilise adopt host endow possess exhibit originate hail stem derive run count sell retail qualify suit fall carry
`

const productWords = `
  product item article good goods model unit piece device edition version variant option choice selection range line
  type kind sort form detail feature spec specification characteristic attribute property aspect point fact thing way part
  side end number amount total figure value name brand maker manufacturer producer shop store catalogue list description
  addition companion rest term word matter place purpose job task role use user home everyone anyone someone
  available obtainable suitable compatible intended meant destined geared apt
  overview summary data information info
  currently now today
`

const adverbs = `
  exactly precisely approximately roughly around nearly almost just directly specifically particularly especially namely
  officially technically practically basically essentially generally normally typically commonly ordinarily
  further first second third last lastly finally next previously likewise altogether
  straight right plainly clearly
`

/** Neutral only as a whole. */
export const idioms = `
  good to know, worth knowing, worth noting, worth a mention, rest assured, thanks to, on top of that, on the one hand,
  on the other hand, at a glance, in short, in brief, in a nutshell, to sum up, bear in mind, keep in mind, last but not least,
  as well as, as well, complete with, say hello to, courtesy of, thanks to its, by means of, in the form of, in the shape of,
  made out of, on offer, at your disposal, along with, in addition to, when it comes to, in terms of, with regard to, as for, at heart,
  at its heart, at its core, under the hood, out of the box, for the record, by the way, of course, price on request,
  ask us for the price, tips the scales at, comes in at, clocks in at
`

/** Words of opt-outs and terms, neutral where a segment is marked as legal. */
export const legalWords = `
  reply stop opt out unsubscribe text send msg message data rates apply terms condition conditions privacy consent t&cs
  policy notice subject applicable law legal see website site online valid exclusions details vat incl excl tax taxes
  included excluded plus shipping while stocks last offer ends end
`

export const neutralWords = [functionWords, frameVerbs, productWords, adverbs].join(' ')
