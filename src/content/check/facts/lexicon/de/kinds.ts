/** German vocabularies that tell what kind of claim a word makes. Being in one licenses nothing. */

export const material = `
  acryl ahorn alabaster alpaka aluminium bambus basalt batist baumwolle beton birke blech blei bronze buche büffelleder carbon
  cashmere chiffon chrom cord daunen denim edelstahl eiche eichenholz eisen elasthan email erle esche fell federn feinstrick
  filz flachs flanell fleece frottee glas glasfaser gold granit grafit graphit gummi hanf hartholz harz holz horn jersey jute
  kaschmir kautschuk keramik kiefer kirschholz korb kork kristall kunstharz kunstleder kunststoff kupfer lack lammfell latex
  leder leinen lärche magnesium mahagoni marmor melamin merino merinowolle messing metall mikrofaser mohair musselin naturstein
  nappaleder neopren nickel nubuk nussbaum nylon palisander papier pappe perlmutt pelz plastik platin plüsch polyamid polycarbonat
  polyester polyethylen polypropylen polyurethan porzellan pu pvc rattan rauleder recycelt samt sandstein satin schaumstoff
  schiefer schurwolle seegras seide silber silikon stahl stein steingut steinzeug stoff stroh strick teak terrakotta textil titan
  ton tüll tweed velours viskose vlies wachs walnuss weide wildleder wolle zedernholz zink zinn zirbe abs tpu mdf
  schwarz weiß grau rot blau grün gelb orange lila violett rosa pink braun beige creme elfenbein türkis petrol cyan magenta
  bordeaux weinrot rubinrot koralle lachs apricot bernstein golden silbern kupfern khaki oliv salbei mint smaragd aquamarin
  indigo anthrazit taupe sand karamell schokolade kaffee champagner senf ocker rost fuchsia pflaume aubergine kirsche himbeere
  transparent durchsichtig bunt mehrfarbig matt glänzend hellblau dunkelblau hellgrau dunkelgrau hellgrün dunkelgrün
`

export const origin = `
  afrika ägypten albanien amerika amerikanisch argentinien asien australien österreich österreichisch bangladesch bayern bayerisch
  belgien belgisch brasilien bulgarien chile china chinesisch dänemark dänisch deutschland deutsch england englisch estland europa
  europäisch finnland finnisch frankreich französisch griechenland griechisch großbritannien britisch indien indisch indonesien
  irland irisch island israel italien italienisch japan japanisch kanada kolumbien korea koreanisch kroatien lettland litauen
  luxemburg malaysia marokko mexiko neuseeland niederlande niederländisch holland norwegen norwegisch pakistan peru philippinen
  polen polnisch portugal portugiesisch rumänien russland russisch schottland schweden schwedisch schweiz schweizer serbien
  singapur slowakei slowenien spanien spanisch südafrika südkorea taiwan thailand tschechien tschechisch türkei türkisch ukraine
  ungarn usa vietnam solingen schwarzwald heimisch regional importiert handgefertigt
`

export const certificate = `
  zertifiziert zertifikat zertifizierung geprüft prüfsiegel siegel gütesiegel zugelassen zulassung konform norm standard klasse
  energieeffizienzklasse ce gs tüv vde iso din en iec rohs fcc ul öko oeko tex gots fsc pefc bluesign fairtrade demeter bioland bio
  blauer engel energy star ip44 ip65 ip67 ip68 auszeichnung ausgezeichnet testsieger preisgekrönt patentiert bewertung note halal
  koscher vegan dermatologisch
`

export const assurance = `
  garantie gewährleistung rückgabe rückgaberecht rücksendung umtausch widerruf lieferung lieferzeit versand versandkosten
  versandfertig express neu neue neuer neues neuen neuheit neueste neuesten neuester kürzlich eingeführt erschienen
  montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober
  november dezember morgen gestern wochenende frühling sommer herbst winter weihnachten ostern lebenslang versichert
`

export const contents = `
  kompatibel kompatibilität lieferumfang zubehör ladegerät netzteil kabel adapter hülle akku batterie batterien handbuch anleitung
  set android ios windows iphone ipad alexa
`
