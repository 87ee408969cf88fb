/** Restricted wording in German. Form of the phrases: check/text/phrase-index.ts. */
import type { ClaimWording } from '../claim-group.ts'

const superlatives =
  'beste|besten|bester|bestes|größte|größten|größter|größtes|schnellste|schnellsten|stärkste|stärksten|leichteste|' +
  'leichtesten|leiseste|leisesten|sicherste|sichersten|günstigste|günstigsten|billigste|billigsten|hellste|hellsten|' +
  'feinste|feinsten|weichste|weichsten|schönste|schönsten|beliebteste|beliebtesten|innovativste|innovativsten|' +
  'zuverlässigste|zuverlässigsten|gesündeste|gesündesten|hochwertigste|hochwertigsten|sauberste|saubersten'
const people =
  'kunden|kundinnen|nutzer|nutzern|käufer|käufern|experten|profis|ärzten|ärzte|eltern|fans|tausende|tausenden|millionen'

export const german: ClaimWording = {
  groups: {
    green: [
      '(umweltfreundlich*|umweltschonend*|umweltbewusst*|umweltverträglich*|umweltgerecht*|klimafreundlich*|klimaschonend*|naturfreundlich*|ökologisch*|nachhaltig*|ressourcenschonend*|ökofreundlich*|umweltsicher*)',
      '(gut|besser|schonend|sanft) (für|zu|zur) (die|der|unsere|unseren)? (umwelt|natur|planeten|klima|erde)',
      '(gut|besser) für (das|unser) klima',
      '(schont|schützt|schonen|schützen|rettet|retten) (die|das|den|unsere|unseren|unser)? (umwelt|natur|klima|planeten|erde|ressourcen|meere)',
      '(der|die|dem) (umwelt|natur) (zuliebe|zu liebe)',
      '(geringer|kleiner|minimaler|reduzierter|niedriger) (ökologischer|co2)? (fußabdruck|umweltbelastung)',
      '(grüne|grünes|grüner) (produkt|produkte|wahl|alternative|technologie|lösung|gewissen)',
      '(öko|eco|umwelt) (freundlich|freundliche|freundlicher|produkt|schonend|bewusst)',
      '(verantwortungsvoll|fair|bewusst) (produziert|hergestellt|produzierte|hergestellte)',
    ],
    energy: ['(energieeffizient*|energiesparend*|stromsparend*)', 'energie (sparend|effizient)'],
    degradable: [
      '(kompostierbar*|biobasiert*|abbaubar*)',
      'biologisch (abbaubar|abbaubare|abbaubarer|abbaubares|abbaubaren)',
    ],
    neutrality: [
      '(klimaneutral*|treibhausgasneutral*|emissionsneutral*|emissionsfrei*|klimapositiv*|klimakompensiert*)',
      '(co2|co₂|kohlenstoff) (neutral|neutrale|neutraler|neutrales|neutralen|frei|freie|kompensiert|kompensierte|kompensation|positiv|negativ)',
      '(co2neutral|co2frei)',
      '(gleicht|gleichen|kompensiert|kompensieren) ~ (emissionen|co2|aus)',
    ],
    whole: [
      '(vollständig|komplett|ganz|rein|ausschließlich|100) (aus)? (recycelt|recyceltem|recycelten|recycelbar|recyclebar|biologisch|biologischem|pflanzlich|natürlich|vegan|nachwachsenden)',
      'aus (recyceltem|recycelten|recycelter|nachwachsenden|biologischem|ökologischem)',
      'ist (recycelbar|recyclebar|recyclingfähig|wiederverwertbar|vegan)',
    ],
    health: [
      '(heilt|heilen|kuriert|behandelt) (schmerzen|krankheiten|akne|ekzeme|entzündungen|wunden|erkältungen|allergien|depressionen|rückenschmerzen|gelenkschmerzen)',
      '(lindert|lindern|reduziert|mindert|verhindert|bekämpft|beugt) (die|den|das|ihre|ihren|deine)? (schmerzen|rückenschmerzen|gelenkschmerzen|kopfschmerzen|stress|entzündungen|schwellungen|krankheiten|infektionen|erkältungen|falten|cellulite|cholesterin|verspannungen|bluthochdruck|schnarchen)',
      '(stärkt|unterstützt|fördert|verbessert|steigert) (das|die|den|dein|deine|deinen|ihr|ihre|ihren)? (immunsystem|abwehrkräfte|stoffwechsel|durchblutung|verdauung|schlaf|gesundheit|herz|gehirn|gedächtnis|konzentration|wohlbefinden|gelenke|heilung)',
      '(gut|gesund) für (die|das|den|dein|ihr|ihre|deine) (gesundheit|herz|haut|rücken|darm|gelenke|körper)',
      '(entgiftet|entgiftend*|entschlackt|entschlackend*|fettverbrennend*|entzündungshemmend*|schmerzlindernd*|blutdrucksenkend*|gesundheitsfördernd*|heilend*)',
      '(klinisch|medizinisch|dermatologisch|wissenschaftlich) (getestet|erwiesen|bewiesen|geprüft|bestätigt|getestete|geprüfte)',
      '(ärztlich|von ärzten) (empfohlen|geprüft)',
      '(heilende|gesundheitliche|therapeutische) (wirkung|wirkungen|eigenschaften|kräfte|vorteile)',
      '(verbrennt|schmilzt) fett',
    ],
    antimicrobial: [
      '(antibakteriell*|antimikrobiell*|antiviral*|antifungal*|antiseptisch*|keimtötend*|desinfizierend*|desinfiziert|keimfrei*|bakterienfrei*|virenabtötend*|bakterienhemmend*|schimmelhemmend*)',
      'anti (bakteriell|bakterielle|mikrobiell|viral)',
      '(tötet|töten|beseitigt|vernichtet|entfernt|bekämpft) ~ (bakterien|keime|viren|pilze|erreger)',
      '(tötet|töten|beseitigt|vernichtet|bekämpft) (bakterien|keime|viren|pilze)',
      '(insektenabwehrend*|mückenabweisend*)',
    ],
    safety: [
      '(ungiftig*|giftfrei*|schadstofffrei*|chemiefrei*|kindersicher|kindersichere|kindersicherer|kindersicheres|babysicher*|harmlos*|risikofrei*|unbedenklich*)',
      'nicht giftig',
      'frei von (allen|jeglichen|schädlichen|giftigen)? (schadstoffen|chemikalien|giftstoffen|giften|chemie)',
      '(ohne|keine) (schädliche|schädlichen|giftige)? (chemie|chemikalien|schadstoffe|nebenwirkungen|giftstoffe|risiko|risiken)',
      '(absolut|völlig|vollkommen|komplett|100|garantiert|hundertprozentig) (sicher|unschädlich|ungefährlich|sichere|sicheres)',
      'sicher für (kinder|babys|haustiere|kleinkinder|die ganze familie|ihre familie)',
      '(schadet|verletzt) (niemals|nie|nicht)',
    ],
    superlative: [
      `(der|die|das|den|dem|unser|unsere|unseren|ihr|ihre) (${superlatives})`,
      `(${superlatives}) (qualität|preis|preise|wahl|produkt|leistung|seiner|ihrer|auf|der|am|aller)`,
      '(aller|welt) (beste|besten|bester)',
      '(weltbest*|allerbest*|marktführend*|marktführer|branchenführend*|weltführend*|klassenbest*|unschlagbar*|unübertroffen*|einzigartig*|unvergleichlich*|konkurrenzlos*|beispiellos*|erstklassig*|bestseller|topseller)',
      '(nummer|nr|no) (eins|1)',
      '(führender|führende|führendes) (hersteller|marke|marken|anbieter|produkt|modell)',
      '(höchste|höchster|höchsten|beste|bester) (qualität|qualitätsstandards|ansprüche|standards)',
      '(spitzenqualität|topqualität|bestpreis|tiefstpreis|tiefstpreise|bestpreisgarantie)',
      'sucht seinesgleichen',
      'am (besten|schnellsten|stärksten|günstigsten|sichersten) (auf|der|von|in)',
    ],
    comparison: [
      '(besser|schneller|stärker|leichter|leiser|sicherer|günstiger|billiger|heller|sauberer|robuster|langlebiger|effizienter|zuverlässiger) als',
      '(im vergleich|verglichen) (zu|mit|zur) (anderen|herkömmlichen|der konkurrenz|konkurrenz|wettbewerbern|üblichen)',
      'anders als (andere|herkömmliche|die meisten|übliche)',
      '(im gegensatz) zu (anderen|herkömmlichen|üblichen|den meisten)',
      '(übertrifft|schlägt|übertreffen) (alle|jede|jeden|andere|die|den)',
      '(der konkurrenz|den wettbewerbern) (voraus|überlegen)',
    ],
    award: [
      '(testsieger*|preisgekrönt*|prämiert*|mehrfach ausgezeichnet|preisträger)',
      '(ausgezeichnet|prämiert|gekürt|gewählt) (mit|zum|zur|als|von|vom)',
      'stiftung warentest',
      '(testurteil|testnote|bestnote|bestnoten)',
      'produkt des jahres',
      '(fünf|5) sterne',
    ],
    testimonial: [
      `(${people}) (lieben|schwören|empfehlen|vertrauen|loben|sagen|schätzen|sind begeistert)`,
      `(von|bei) (unseren|vielen|zufriedenen|tausenden|führenden)? (${people}) (empfohlen|geliebt|geschätzt|beliebt|bevorzugt|gelobt|geprüft)`,
      '(zufriedene|begeisterte|zufriedenen) (kunden|nutzer|käufer)',
      '(bekannt aus|bekannt von)',
      '(kundenliebling|publikumsliebling|expertentipp)',
    ],
    stock: [
      'nur (noch)? ~ (verfügbar|übrig|vorhanden|auf lager|stück|vorrätig)',
      'nur noch (wenige|ein|eine|zwei|drei|1|2|3)',
      '(solange|so lange) (der)? (vorrat|vorräte) (reicht|reichen)',
      '(begrenzte|begrenzter|geringe|limitierte) (stückzahl|verfügbarkeit|menge|anzahl|auflage|vorrat)',
      '(fast|bald|beinahe) (ausverkauft|vergriffen|weg)',
      '(letzte|letzten) (stücke|exemplare|artikel|einheiten)',
      'schnell (vergriffen|ausverkauft)',
    ],
    deadline: [
      'nur (heute|morgen|diese woche|dieses wochenende|kurze zeit|für kurze zeit|bis)',
      '(nur)? für (begrenzte|kurze) zeit',
      '(letzte|letzter|letzten) (chance|tag|tage|stunden|gelegenheit)',
      '(endet|läuft) (bald|heute|morgen|in kürze|demnächst|ab|am)',
      '(zeitlich) (begrenzt|begrenzte|begrenztes|limitiert)',
    ],
    pressure: [
      '(beeilen sie sich|beeil dich|schnell sein|schnell zugreifen|jetzt zugreifen|greifen sie zu|jetzt zuschlagen)',
      'jetzt (sichern|zugreifen|zuschlagen)',
      '(nicht|keinesfalls) (verpassen|zögern|warten)',
      '(bevor|ehe) es zu spät',
    ],
  },
  harmless: [
    ...[
      'mindestens haltbar',
      'am besten (vor|bis|gekühlt|kühl)',
      '(der|die) beste freund*',
      'einzigartige kennung',
    ],
    ...['(fenster|türen) kindersicherung'],
  ],
}
