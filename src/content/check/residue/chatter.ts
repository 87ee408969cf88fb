/** What a model says about itself or its task instead of about the product (M01), as data. */

/** Found wherever it stands; form: check/text/phrase-index.ts. */
export const chatterPhrases: readonly string[] = [
  ...[
    'as (an|a) (ai|artificial intelligence|language model|llm|chatbot|large language model)',
    '(large)? language model',
  ],
  ...[
    "(i'm|i am|we're|we are) (sorry|unable|afraid|not able|just|only|an ai|a language|happy to|glad to)",
    "(i'm|i've|i'll|i'd)",
  ],
  ...[
    "i (am|have|will|can|cannot|can't|was|do not|don't|won't|would|could|hope|need|think|believe|understand|apologise|apologize|must|should)",
  ],
  ...[
    '(my|our) apologies',
    'let me know (if|whether|what|how)',
    'feel free to (ask|let|adjust|modify|edit|change|contact|reach)',
  ],
  ...[
    '(as|per) (requested|instructed|your request|your instructions)',
    'as per (your|the) (request|instructions|guidelines|rules)',
  ],
  ...[
    '(this|the|following|above|my|new|revised|rewritten|updated) (product)? (description|copy|text|draft|summary|answer|response|output) (is|was|has been|uses|follows|avoids|contains|includes|only|does|adheres|complies|highlights|focuses|remains)',
  ],
  ...[
    '(based|relying|drawing) (on|upon) (the|your)? (provided|given|supplied|available|above|following) (facts|information|data|details|attributes|fact sheet|context|input)',
  ],
  ...[
    '(the|these|those|your) (provided|given|supplied) (facts|information|data|details|attributes)',
    '(according to|from) the (facts|fact sheet|provided|given)',
  ],
  ...[
    '(the|these) facts (say|state|do not|provided|given|above|below|listed)',
    '(word|character) (count|limit)',
    '(would|do) you (like|want) me to',
  ],
  ...[
    '(rest|remainder) of the (description|copy|text)',
    '(note|message) to (the)? (editor|reviewer|merchant|user|shop)',
    "editor's note",
    'internal (note|use) only',
  ],
  ...[
    '(system|user) prompt',
    '(cannot|unable to) (assist|comply|fulfil|fulfill|provide|write|generate|help with)',
    'no (further)? (information|facts|data|details) (is|are|was|were) (available|provided|given)',
  ],
  ...[
    'als (ki|sprachmodell|künstliche intelligenz|chatbot)',
    'es tut mir leid',
    'ich (bin|kann|habe|werde|hoffe|möchte|könnte|muss|darf|entschuldige)',
  ],
  ...[
    '(laut|gemäß|basierend auf|auf grundlage) (den|der|ihren|deinen)? (angegebenen|bereitgestellten|vorliegenden|genannten)? (fakten|angaben|anweisungen|vorgaben|informationen)',
  ],
  ...[
    '(diese|die|obige|folgende) (produktbeschreibung|beschreibung|übersetzung) (ist|wurde|enthält|verwendet|hält)',
    '(wie|gemäß) (gewünscht|angefordert|ihrer anfrage)',
  ],
  ...['(lassen sie mich|lass mich) wissen'],
]

/** Found at the start of a segment only. */
const product =
  'description|copy|text|version|title|draft|summary|bullets|bullet|output|json|result|translation|answer|response|product|headline|rewrite'
export const openingPhrases: readonly string[] = [
  `(here|here's|below|following) (is|are|you go)? (your|the|a|an|my|some)? (requested|revised|rewritten|updated|new|short|long|final|corrected|improved|possible|suggested)? (product|pdp|seo|meta|marketing)? (${product})`,
  `(the following|below) (is|are) (a|an|the|your)? (product)? (${product})`,
  '(hier|nachfolgend|anbei) (ist|sind|finden sie|kommt) (die|der|das|ihre|ihr|deine|eine|ein)? ~ (beschreibung|produktbeschreibung|text|version|übersetzung|titel|entwurf|antwort|ergebnis)',
  'hier (ist|sind) (die|der|das|ihre|ihr|deine|eine|ein)? (beschreibung|produktbeschreibung|text|version|übersetzung|titel|entwurf|antwort|ergebnis)',
]

/** An answering word, or the label of a part of the answer, before anything is said. */
export const answerOpening =
  /^\s*(?:(?:sure|certainly|of course|absolutely|okay|ok|great question|gladly|understood|got it|gerne?|natürlich|klar|selbstverständlich|verstanden)\s*[!,.:]|(?:(?:product |short |long |meta |seo |email |full |final )*(?:title|headline|description|copy|bullet points?|subject(?: line)?|preheader|output|answer|response|translation|note|notes|disclaimer|segments?|json)|hinweis|anmerkung|(?:produkt|kurz|lang)?beschreibung|titel|überschrift|antwort|übersetzung|ausgabe)\s*:)/i
