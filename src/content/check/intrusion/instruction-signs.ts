/**
 * Signs that a text is written for a machine that reads it, by what it does: it cancels other orders, gives the reader
 * a role, names the reader's own set-up, orders a form of answer, asks for silence or secrets. Every kind has a weight;
 * one sure sign, or several weak ones of different kinds, make an instruction. Form: check/text/phrase-index.ts.
 */
import { createPhraseIndex } from '../text/phrase-index.ts'

export type SignKind =
  'override' | 'role' | 'machine' | 'setup' | 'answer' | 'secrecy' | 'unbound' | 'encoded' | 'code' | 'marker'

interface Sign {
  readonly kind: SignKind
  readonly weight: number
}

/** From this sum on, a text is quarantined. */
export const QUARANTINE_SCORE = 6

const orders =
  'instruction|instructions|prompt|prompts|rules|rule|directive|directives|guidelines|guideline|context|message|messages|commands|command|programming|training|restrictions|constraints|policies|conversation|request|text|input|tasks|task'
const before =
  'previous|prior|above|earlier|preceding|former|existing|current|all|any|every|other|your|system|original|initial|safety|foregoing'
const cancel =
  'ignore|ignores|ignoring|disregard|disregarding|forget|bypass|override|overrule|neglect|discard|dismiss|skip'
const says =
  'respond|responds|reply|answer|output|say|write|print|return|repeat|start|begin|finish|conclude|end|append'
const tells =
  'reveal|print|repeat|output|show|display|tell|share|disclose|leak|give|translate|summarise|summarize|expose|recite|spell|return|what|provide|describe|state|include|mention'

const lists: readonly (readonly [kind: SignKind, weight: number, phrases: readonly string[]])[] = [
  [
    'override',
    6,
    [
      `(${cancel}) (all|any|every)? (of)? (the|your|my|these|those|everything)? (${before}) (of)? (the|your|my|these)? (${before})? (system|safety|given|stated|user|assistant)? (${orders})`,
      `(${cancel}) (everything|anything|all|what|whatever) (i|you|that|was|were|has|have|we|above|before|said|previously|prior|else)`,
      `(${cancel}) (the|your|these|those|all|any) (${orders})`,
      "(do not|don't|never|stop) (follow|following|obey|obeying|listen) (the|your|any|to)? (previous|prior|above|earlier|other|original|system|rules|instructions|guidelines)",
      '(new|updated|real|actual|true|additional|override) (instruction|instructions|directive|system prompt) (is|are|follow|follows|below|for you|from)',
      '(from now on|from this point|henceforth) (you|your|ignore|always|never|only|respond|answer)',
      '(supersede|supersedes|override|overrides|replace|replaces|takes precedence over) (all|any|your|the|previous|prior)',
      '(ignoriere|ignorier|ignorieren|vergiss|vergessen|missachte|missachten) ~ (anweisungen|anweisung|instruktionen|regeln|vorgaben|befehle|aufforderungen|vorherigen)',
      '(ignore|ignorez|ignorer|oublie|oubliez|oublier) ~ (instructions|consignes|règles|directives|précédentes|précédents|ordres)',
      '(ignora|ignore|ignorar|olvida|olvide|olvidar|olvídate|ignorando) ~ (instrucciones|indicaciones|reglas|órdenes|anteriores|instrucción)',
      '(ignore|ignora|esqueça|esquece|desconsidere|desconsidera) ~ (instruções|regras|ordens|anteriores|instrução)',
      '(ignora|ignorate|dimentica|trascura) ~ (istruzioni|regole|precedenti|ordini)',
      '(negeer|vergeet) ~ (instructies|regels|opdrachten|vorige)',
      '(игнорир*|забудь*|проигнорир*|отбрось*) ~ (инструкц*|указани*|правил*|предыдущ*|команд*)',
      '(yoksay|unut|görmezden) ~ (talimat*|kural*)',
      '(zignoruj|ignoruj|zapomnij) ~ (instrukcj*|poleceni*|zasad*)',
    ],
  ],
  [
    'role',
    2,
    [
      "(you are|you're|u are) (now|no longer|going to|about to|to act|to be|acting|an ai|a helpful|a large|an assistant|the assistant|a chatbot|an expert|a bot)",
      "(pretend|imagine|assume|suppose) (that)? (to be|you are|you're|you were|you have|you can|i am)",
      '(act|behave|respond|answer|reply|speak|talk|roleplay|role play) (as|like) (a|an|if|my|the|though|you)',
      '(you|u) (will|must|shall|should|are to|have to|need to) (act|respond|answer|reply|behave|pretend|roleplay|play|always|never|only|obey|comply|follow|say|write|output|generate|simulate|refuse|provide|print|ignore|speak|be)',
      'your (new)? (role|task|job|goal|mission|purpose|persona|name|objective|identity) (is|will be|now)',
      "(i want|i need|i would like|i'd like) you to",
      '(take on|assume|adopt|play) the (role|persona|character|identity)',
      '(du bist|sie sind) (jetzt|nun|ein|eine) ',
      '(stell dir vor|tu so|verhalte dich) ',
      'deine (aufgabe|rolle) ist',
      '(tu es|vous êtes|tu vas|fais comme si|agis comme|imagine que)',
      'ton rôle est',
      '(eres|actúa como|imagina que|finge que|haz de cuenta)',
      '(você é|aja como|finja que|imagine que|atue como)',
      '(sei un|agisci come|fingi di|immagina di)',
      '(ты|вы) (теперь|должен|должна|будешь)',
    ],
  ],
  [
    'machine',
    2,
    [
      '(chatgpt|gpt|gpt3|gpt4|llm|llms|openai|anthropic|llama|gemini|bard|copilot|chatbot)',
      '(large)? language model',
      '(ai|virtual|artificial) (model|assistant|system|language|chatbot|intelligence)',
      'as an ai',
      '(dear|hey|hello|hi|attention) (ai|assistant|model|llm|bot|claude|system)',
    ],
  ],
  [
    'setup',
    4,
    [
      '(system|initial|hidden|developer|secret|original|pre) (prompt|prompts|message|instruction|instructions|directive|directives)',
      `(${tells}) (me)? (the|your|all|any|its)? (full|entire|exact|complete|hidden|secret|original|initial|system|previous|above)? (instructions|prompt|guidelines|programming|configuration|system prompt|prompts)`,
      `(${tells}) (me|us|it|them)? (the|your|a)? (secret|password|passwords|passphrase|passcode|api key|secret key|key phrase|credentials|confidential|access code)`,
      '(your|the) (guidelines|programming|training data|instructions|prompt|content policy|content policies|safety guidelines|system message|restrictions)',
      '(secret|hidden) (key|word|code|message|phrase|password)',
    ],
  ],
  [
    'answer',
    2,
    [
      `(only|always|just|simply|now|please|instead|must|then|should|and|to) (${says}) (only|with|in|exactly|as|using|the|by|your|a|every|to|me|back)`,
      `(${says}) (only|exactly|verbatim|solely|just|back) (with|in|the|as|this|what|using|by|one|a|yes|no)`,
      '(respond|reply|answer) (with|in|as|only|using|to|by|like|the|this|my|every|each|all|in the)',
      '(start|begin|end|prefix|preface|precede) (your|every|each|all|the) (response|responses|answer|answers|reply|replies|output|sentence|message)',
      '(your|every|each|all) (next)? (response|responses|answer|answers|reply|replies|output) (must|should|will|has|have|is|to|with|in|be)',
      '(in your|in the|to your|of your|at the end of your|your) (response|responses|reply|answer|answers|output|summary)',
      '(repeat|print|say|write|output) (after me|the following|this|the word|the phrase|the words|the letter|everything|exactly)',
      '(answer|answering|complete|solve|respond to|address|perform|execute|follow) (the|my|this|these|all|following|each) (following|next|question|questions|task|tasks|request|instruction|instructions|command|prompt|sentence|query)',
      '(translate|summarise|summarize|paraphrase|rewrite|classify|analyse|analyze|decode|encode) (the|this|these|all|following|everything|your|it|each|any|into|in|to)',
      '(question|user input|user|query|input|instruction|task|prompt|request|output|answer|response) (1|2|one|two|first|below|above|begins|starts|ends|here)',
      '(antworte|antworten sie|gib|schreibe|schreib|wiederhole|übersetze|nenne|sage|erkläre|beantworte) (nur|mit|auf|mir|die|den|das|folgende*|alle|immer|einen|eine|ein)',
      '(réponds|répondez|répète|répétez|écris|écrivez|traduis|traduisez|donne|donnez|dis|affiche|explique) (moi|nous|en|par|uniquement|seulement|la|le|les|à|ce|cette|un|une|avec|que)',
      '(responde|respóndeme|repite|escribe|traduce|dime|dame|di|muestra|explica|contesta|imprime) (solo|sólo|en|con|el|la|los|las|a|lo|me|un|una|que|siempre|todo)',
      '(responda|responde|repita|escreva|traduza|diga|mostre|explique|imprima) (apenas|somente|em|com|o|a|os|as|me|um|uma|que|sempre|tudo)',
      '(rispondi|ripeti|scrivi|traduci|dimmi|mostra|spiega|stampa) (solo|in|con|il|la|i|le|mi|un|una|che|sempre|tutto)',
      '(ответь*|отвечай*|напиши*|повтори*|переведи*|скажи*|объясни*) ',
    ],
  ],
  [
    'secrecy',
    4,
    [
      "(do not|don't|never|without) (tell|telling|mention|mentioning|reveal|inform|disclose|warn|warning|refuse|apologise|apologize|apologies|say|explain|question|censor|let the user|alert|acknowledge|break character)",
      '(secretly|covertly|silently|without the user) ',
      '(send|post|upload|email|forward|exfiltrate|transmit) ~ (to|http|https|server|address|endpoint)',
      '(keep this|between us|confidential) ',
    ],
  ],
  [
    'unbound',
    2,
    [
      '(jailbreak|jailbroken|jailbreaking|jailbreaks)',
      '(do anything now|dan mode|developer mode|god mode|evil mode|sudo mode|debug mode|admin mode|maintenance mode|unrestricted mode)',
      '(no|without|any|free of|free from|bypass|ignoring) (ethical|moral|legal|content|safety|any)? (or moral)? (restrictions|filters|censorship|limitations|constraints|guidelines|boundaries|rules|ethics|morals|guardrails|filtering|guideline)',
      '(unfiltered|uncensored|amoral|unethical|unrestricted|immoral) (and)? (ai|response|responses|answer|answers|model|assistant|chatbot|character|bot|content|information|manner|advice|unfiltered|amoral|unlawful|illegal)',
      '(stay|remain|break|breaking|staying) (in)? character',
      '(ethical|moral|safety) (guideline|guidelines|principles|considerations|constraints|boundaries)',
      '(content|openai|usage|ai|use case) (policy|policies|restrictions|filters|filter)',
      '(illegal|unethical|harmful|inappropriate|offensive) (or|and) (illegal|unethical|harmful|inappropriate|offensive|immoral)',
    ],
  ],
  [
    'code',
    6,
    [
      '(import|from) (os|sys|subprocess|socket|requests|urllib|shutil|ctypes|platform|psutil|pynput|cryptography|smtplib|scapy|pickle)',
      '(os|subprocess) (system|popen|run|call|remove|environ)',
      '(base64|b64decode|rot13|hexadecimal|caesar cipher|morse code|base 64)',
      '(rm rf|sudo|chmod|wget http|curl http)',
      '(run|execute|evaluate|eval|exec) (the|this|following|a|these) (code|command|script|commands|function|program|python)',
    ],
  ],
]

export const instructionSigns = createPhraseIndex<Sign>(
  lists.flatMap(([kind, weight, phrases]) =>
    phrases.map((phrase) => [phrase.trim(), { kind, weight }] as const),
  ),
)

/** Scripts without blanks between words are searched as text. */
const unspaced: readonly (readonly [SignKind, number, RegExp])[] = [
  [
    'override',
    6,
    /(?:忽略|无视|無視|忘记|忘掉|不要理会|不要遵)[^。.]{0,16}(?:指令|指示|提示|规则|說明|说明|命令|要求|内容)/u,
  ],
  ['override', 6, /(?:指示|命令|ルール|プロンプト|指令)[^。.]{0,10}(?:無視|忘れ|従わない)/u],
  ['override', 6, /(?:지시|명령|규칙|지침|프롬프트)[^.]{0,12}(?:무시|잊)|무시하(?:고|세요|라)/u],
  ['override', 6, /(?:تجاهل|انس|انسى)[^.،]{0,24}(?:التعليمات|الأوامر|القواعد|السابقة|تعليمات)/u],
  ['override', 6, /(?:निर्देश|नियम|आदेश)[^।.]{0,24}(?:अनदेखा|नज़रअंदाज़|भूल|उपेक्षा)/u],
  [
    'answer',
    2,
    /(?:请|請)?(?:回答|翻译|翻譯|重复|写出|输出|告诉我|答复)|(?:答えて|教えて|翻訳して|出力して|書いて|繰り返して)(?:ください)?|(?:대답|번역|출력|작성|알려)(?:해|하세요|줘|주세요)/u,
  ],
  ['answer', 2, /(?:أجب|اكتب|ترجم|كرر|أخبرني|قل)\s|(?:उत्तर|जवाब|अनुवाद|लिखें|बताएं|बताइए)/u],
  [
    'setup',
    4,
    /(?:系统提示|系統提示|システムプロンプト|시스템 프롬프트|密码|パスワード|비밀번호|كلمة السر|كلمة المرور|पासवर्ड)/u,
  ],
]

/** @returns each kind found with the highest weight of its signs */
export function signsIn(
  text: string,
  isBeyondLatin: boolean,
  words: Parameters<typeof instructionSigns.find>[0],
): ReadonlyMap<SignKind, number> {
  const signs = new Map<SignKind, number>()
  const add = (kind: SignKind, weight: number) => signs.set(kind, Math.max(weight, signs.get(kind) ?? 0))
  for (const { means } of instructionSigns.find(words)) add(means.kind, means.weight)
  if (isBeyondLatin) for (const [kind, weight, pattern] of unspaced) if (pattern.test(text)) add(kind, weight)
  return signs
}
