/** German words that state nothing about goods; the test for a word is that of the English list. */

const functionWords = `
  der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
  dieser diese dieses diesen diesem jener jene jenes jeder jede jedes jeden jedem alle allen alles beide beiden beider
  manche manches einige einigen mehrere mehreren viele vielen mehr viel wenig
  ich du er sie es wir ihr sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres dein deine deinen deinem deiner
  mein unser unsere unseren unserem unserer euer eure sich man wer was welche welcher welches welchen
  in im ins an am ans auf aus bei beim mit nach von vom zu zum zur für über unter um durch gegen ohne bis seit während
  zwischen neben hinter vor wegen trotz je pro per samt nebst außer innerhalb außerhalb oberhalb unterhalb entlang
  und oder aber sondern denn doch so wenn falls sobald solange wo wohin woher wie als dass daß weil obwohl damit ob sowie
  sowohl weder noch entweder
  ist sind war sein hat haben wird werden wurde kann können darf dürfen muss müssen soll sollen lässt
  hier da dort auch zudem außerdem ferner dazu dabei daran darauf daraus davon darin dafür damit hierfür hierzu zusätzlich
  ebenso ebenfalls überdies darüber hinaus weiterhin weiter weitere weiteren weiterer nur schon bereits noch immer
  oft meist meistens insgesamt zusammen jeweils etwa rund circa ca ungefähr fast genau exakt direkt
  nicht nie niemals nein jetzt heute aktuell derzeit momentan nun dann danach zuvor vorher
  eben einfach also somit daher deshalb dadurch selbst selber eigene eigenen eigener
  bzw usw z b d h
`

const frameVerbs = `
  kommt kommen bietet bieten geboten enthält enthalten umfasst umfassen beinhaltet bringt bringen gebracht gibt geben gegeben
  macht machen gemacht nutzt nutzen genutzt nutze verwendet verwenden verfügt verfügen besitzt besitzen zeigt zeigen
  liefert liefern geliefert erhält erhalten bekommt bekommen bekommst steht stehen liegt liegen findet finden sieht sehen
  wählt wählen wähle wählbar entdecken entdecke bestellen bestelle kaufen kaufe ansehen lesen erfahren lernen
  arbeitet arbeiten funktioniert funktionieren läuft laufen dient dienen hilft helfen erlaubt erlauben ermöglicht ermöglichen
  ausgestattet versehen bestückt gefertigt hergestellt gebaut gemacht gedacht entworfen konzipiert ausgelegt vorgesehen bestimmt
  besteht bestehen passt passen eignet eignen geeignet gehört gehören heißt nennt nennen genannt gilt gelten
  beträgt betragen misst messen reicht reichen erreicht erreichen zählt zählen umfang
  braucht brauchen benötigt benötigen setzt setzen setzt stellt stellen trägt tragen hält halten führt führen nimmt nehmen
  unterstützt unterstützen verbindet verbinden lassen beachten beachte bitte hinweis merken achten
  freut freuen lohnt willkommen danke stammt stammen angegeben erwarten erwartet
`

const productWords = `
  produkt produkte artikel modell modelle gerät geräte stück ausführung ausführungen variante varianten version versionen
  auswahl sortiment reihe linie art typ form eigenschaft eigenschaften merkmal merkmale detail details angabe angaben daten
  punkt teil teile seite seiten ende anzahl zahl menge wert werte name marke hersteller shop geschäft katalog liste beschreibung
  zweck aufgabe einsatz gebrauch nutzer zuhause möglichkeit möglichkeiten verfügbar erhältlich angebot haus
  überblick kurz information informationen weise verwendung funktion funktionen
`

export const idioms = `
  gut zu wissen, auf einen blick, nicht zu vergessen, unter anderem, zum beispiel, vor allem, auf wunsch, in kürze,
  preis auf anfrage, darüber hinaus
`

export const legalWords = `
  antworten antworte stop stopp abmelden abbestellen es gelten bedingungen agb datenschutz hinweis hinweise inkl inklusive exkl
  mwst mehrwertsteuer zzgl zuzüglich versand versandkosten solange vorrat reicht gültig details siehe
`

export const neutralWords = [functionWords, frameVerbs, productWords].join(' ')
