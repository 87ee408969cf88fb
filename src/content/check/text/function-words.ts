/**
 * The small words of a language: articles, pronouns, prepositions, auxiliaries. Prose is full of them and names are not,
 * and no two languages share many, so they tell prose from a name and one language from another.
 */

const lists: Readonly<Record<string, string>> = {
  en: 'the a an and or of to in for with on at by from as is are was be it its this that these those you your can will has have not but if into than then there which who when where while all any each more most up out no so do does should would could may must they them their he she his her we our us i my me',
  de: 'der die das den dem des ein eine einer einem einen eines und oder von zu zum zur mit auf für aus bei nach ist sind war wird werden kann können nicht auch als an im in am es sie er ihr ihre ihren ihrem wir uns du dein deine dich dir ich mich mir mein meine sich wenn wie dass noch nur durch über unter bis hat haben sein seine dieser diese dieses alle sehr so man jede jeder jedes keine kein',
  fr: 'le la les un une des du de et ou à au aux en dans pour par avec sur sous est sont était être ce cet cette ces il elle ils elles vous votre vos nous notre nos je tu te ton ta tes moi mon ma mes qui que quoi dont où ne pas plus moins comme mais si sans son sa ses leur leurs avez ont peut tout tous toute toutes',
  es: 'el la los las un una unos unas y o de del al en para por con sobre sin es son era ser este esta estos estas eso ese esa que quien como pero si no más menos su sus tu tus te usted ustedes me mi mis nos nuestro nuestra yo se lo le les ha han puede todo todos toda todas muy también',
  it: 'il lo la i gli le un uno una e o di del della dei delle degli al alla ai alle nel nella in per con su da dal dalla è sono era essere questo questa questi queste che chi come ma se non più meno suo sua suoi sue tuo tua tuoi tue ti vi mi ci si tu lei voi noi io ha hanno può tutto tutti tutte anche',
  pt: 'o a os as um uma uns umas e ou de do da dos das em no na nos nas ao à para por com sobre sem é são era ser este esta isto esse essa isso que quem como mas se não mais menos seu sua seus suas teu tua você vocês me meu minha nós eu ele ela eles elas tem pode todo todos toda todas muito também',
  nl: 'de het een en of van te in op voor met aan bij naar uit is zijn was wordt worden kan niet ook als dat die dit deze door over om er je jij jouw u uw wij we ons ik mij mijn hij zij hun maar nog dan zo veel alle geen heeft hebben',
  sv: 'och att det som en ett på är av för med den till inte om har de du din ditt dina jag mig min vi oss er eller kan från ska men så var alla denna detta dessa',
  da: 'og at det som en et på er af for med den til ikke om har de du din dit dine jeg mig min vi os eller kan fra skal men så var alle denne dette disse',
  pl: 'i w na z do się nie to jest że o jak ale za od po przez dla czy są był być ten ta te tego tej twój twoje ty ja mnie mój my nas lub oraz może wszystkie który która które',
  tr: 've bir bu da de için ile gibi çok daha ne mi sen senin ben benim biz bizim var yok olan olarak ya veya ama her şey',
  id: 'yang dan di ke dari untuk dengan pada adalah ini itu tidak akan atau anda kamu saya kami kita dapat bisa sebagai oleh dalam',
  vi: 'và của là các cho với không được những trong một có này đó bạn tôi hãy như để từ về',
}

export const functionWords: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(lists).map(([language, words]) => [language, new Set(words.split(' '))] as const),
)
const everyFunctionWord: ReadonlySet<string> = new Set(
  [...functionWords.values()].flatMap((words) => [...words]),
)

export function isFunctionWord(word: string): boolean {
  return everyFunctionWord.has(word)
}

/** "de" of "de-DE"; lower case. */
export function languageOf(locale: string): string {
  return (/^[a-z]+/i.exec(locale)?.[0] ?? '').toLowerCase()
}
