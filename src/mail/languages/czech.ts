import { anyOf, type Language } from './language.ts'

export const CZECH: Language = {
  spoken:
    'a v ve na do z ze se je jsou to za o od pro po pokud vaše vaší váš vám vás prosím prosíme aby nebo byla byl bude náš naše naši jsem jsme které který si mi',
  accountLost:
    /(?:schránk|účet|účt|hesl|kart|přístup|ověření)[^.]{0,60}(?:zablokov|pozastav|vyprš|omezen|deaktivov|plná|kapacit)|zpráv\S*[^.]{0,30}(?:v karanténě|pozdržen|čekají)|neobvyklé přihlášení|podezřel\S+ (?:přihlášení|aktivit)/i,
  caretaker: /it (?:podpora|oddělení)|správce (?:systému|pošty|sítě)|administrátor/i,
  transfer: /platb|převod|úhrad/i,
  changedAccount: anyOf(
    /nov(?:ý|ého|ému|ém|ým|é)\s(?:bankovní\S*\s)?úč(?:et|tu|tem)|změn\S*\s(?:[^.\s]+\s){0,3}(?:bankovní\S*\s)?účtu|původní\S*\súč(?:et|tu)/,
    /změnili (?:jsme )?banku|změna banky|číslo účtu[^.\n]{0,30}(?:neplatí|změn)|(?:starý|původní) účet[^.\n]{0,24}(?:zrušen|neplatí)/,
  ),
  accountBarred: anyOf(
    /(?:účet|účtu|bank\S*)[^.\n]{0,60}(?:blok|zmraz|obstaven)/,
    /(?:finanční úřad|daňov\S+ kontrol\S*)[^.\n]{0,60}(?:účet|účtu)|účet[^.\n]{0,60}nemůže[^.\n]{0,12}(?:přij|přij)/,
  ),
  unchanged: /obvykl\S+ úč|beze změny/i,
  wages: /(?:mzd[au]|výplat\S*|plat)[^.]{0,60}(?:nov\S+ úč|změn)|(?:změn|nov)\S*\súčtu?[^.]{0,60}(?:mzd|výplat)/i,
  secret: /důvěrn|diskrét/i,
  tellNobody: anyOf(/s nikým|nikomu ne(?:ř|s|m)|přísně důvěrn/, /nikomu[^.\n]{0,16}neříkejte|zůstat mezi námi/),
  notByTelephone: /na poradě|telefony? [^.\n]{0,20}ne(?:fung|jdou)|nejsem na telefonu|(?:jen|pouze) e-?mailem/i,
  qrCode: /QR[ -]?kód/i,
  haste: /ihned|\bdnes\b|neprodleně|obratem|naléhav|rychle/i,
  deadline: anyOf(
    /do \d{1,2} (?:hodin|dnů)|neprodleně|\bihned\b|v opačném případě|abyste předešli|dnes vyprší|poslední (?:výzva|upomínka)/,
    /máte \d{1,2} hodin|poslední (?:upomínka|výzva|varování)/,
  ),
  claim:
    /(?:balík|zásilk|objednávk)[^.]{0,80}(?:\bclo\b|celní|nemohl|zadržen|doplat|čeká na celnici)|vrácení[^.]{0,60}(?:obdržet|obdrželi|požádat)|nárok na[^.]{0,30}(?:vrácení|přeplatek)|pokut[^.]{0,40}(?:nezaplacen|neuhrazen)/i,
  loss: /zablokov|pozastav|smazán|deaktivov|vrácena|penále/i,
  byWhen: /\bdo \d{1,2}\b|\bjinak\b|v opačném případě/i,
  act: /potvrďte|zaplaťte|uhraďte|aktualizujte|přihlaste|ověřte|vyplňte/i,
  windfall: /vrácení|přeplat|výhr|odškodn/i,
  details: /bankovní údaje|údaje (?:o|vaší)? ?(?:karty|kartě)|číslo (?:karty|účtu)/i,
  othersPassword: anyOf(
    /přihlaste[^.]{0,12}(?:firemním|pracovním|e-?mailem a heslem|e-?mailovým účtem|heslem k (?:e-?mailu|poště))/,
    /pomocí účtu microsoft/,
  ),
  everyday: /faktur|objednávk|nabídk|platb|zásilk|nákladní list|upomínk|daň|pokut/i,
  notYou: /pokud jste to nebyl/i,
  elseLost: /(?:jinak|v opačném případě)[^.\n]{0,60}(?:zablokov|smazán|pozastav)/i,
  giftCards: /dárkov\S+ (?:kar[et]\S*|poukaz\S*)[\s\S]{0,100}(?:kup|kód)|kup[\s\S]{0,100}dárkov\S+ (?:kar[et]|poukaz)/i,
  guardOff: anyOf(
    /(?:antivir\S*|firewall|defender)[^\n]{0,100}(?:vypn|deaktivuj|ignoruj)|(?:vypn|deaktivuj|ignoruj)[^.\n]{0,40}(?:antivir|firewall|defender)/,
    /(?:pozastav|zastav|ukonč)\S*[^.\n]{0,30}antivir|antivir\S*[^.\n]{0,40}(?:pozastav|zastav|ukonč)/,
  ),
  paste: /vlož(?:te|it)/i,
  enable: /povolit (?:obsah|úpravy|makra)/i,
  unseen: /(?:zobraz|chráněn|čiteln)[\s\S]{0,80}povolit (?:obsah|úpravy|makra)/i,
  charge: /stržen|obnoven|předplatn|objednávk|zaúčtov/i,
  denied: /ne(?:schvál|autoriz|objedna|poznává)|zrušt?e|zrušit|vrácení/i,
  ring: /zavolejte|volejte|telefon/i,
  watched: /kamer|natoči|naboura|hackn|pro dospělé|porno/i,
  spreads: /kontakt|rodin|přátel|zveřejn|pošlu/i,
  pays: /zapla[tť]|pošl|převed/i,
  orElse: anyOf(
    /\bpokud\b[^.]{0,40}\bne|\bjinak\b/,
    /v opačném případě|když ne\b|pokud ne\b|(?:poslední|jediné) varování/,
  ),
  easyWork: /prác\S* z domova[\s\S]{0,200}(?:zkušenosti nejsou|bez zkušeností|hodin\S* denně|měsíčně|denně)/i,
  enclosed: /v příloze|přiložen/i,
  pay: /naléhav\S+ platb|(?:proveďte|provést)[^.\n]{0,30}(?:platb|převod)/i,
  passwordTyped: /(?:zadejte|vyplňte|napište)[^.\n]{0,40}heslo/i,
  neverAsked: /\bnikdy\b[^.\n]{0,60}hesl/i,
  secretByReply: /(?:odpovězte|pošlete|zašlete)[^.]{0,60}(?:své )?heslo/i,
  paidTooMuch:
    /(?:dvakrát|omylem|nedopatřením|víc(?:e)? než)[^.\n]{0,60}(?:zaplat|uhrad|odesl|převed|poslal)|(?:zaplat|uhrad|platb|úhrad)\w*[^.\n]{0,60}(?:dvakrát|omylem|duplicit)|přeplat|duplicitní (?:platb|úhrad)|dvojí (?:platb|úhrad)/i,
  paidBack: /vrátit|vrácen|vraťte|vrátíte|refundac|zpět na účet/i,
  payerGone:
    /(?:původní|starý|dosavadní|odesílací) účet[^.\n]{0,60}(?:zrušen|uzavřen|zavřen|neexist|neplat|blok)|účet[^.\n]{0,16}ze kterého[^.\n]{0,80}(?:zrušen|uzavřen|zavřen|neexist|blok)/i,
  register:
    /(?:rejstřík|registr|databáz|katalog|seznam)\S*[^.\n]{0,40}(?:firem|podnik|podnikatel|společnost|ochrann\S+ znám|správc|gdpr|plátc)/i,
  registerEntry: /zápis|zveřejněn|uveřejněn|registrac/i,
  feeDue: /poplat|uhra|zapla|splatn|platb/i,
  cardCode:
    /čísl\S* (?:\S+ )?karty[\s\S]{0,120}(?:\bcv[cv]2?\b|bezpečnostní kód|(?:tři|3) čísli?c)|(?:\bcv[cv]2?\b|bezpečnostní kód)[\s\S]{0,120}čísl\S* (?:\S+ )?karty/i,
  formBack:
    /(?:vraťte|zašl|pošl|odešl|vyplň|odpov)\S*[^.\n]{0,80}(?:formulář|kart|údaj)|formulář[^.\n]{0,60}(?:vraťte|zašl|vyplň|pošl)/i,
  moneyAlarm:
    /(?:převod|platb|transakc)\S*[^.\n]{0,80}(?:zastav|zablok|podezřel|pokus|pozdrž)|pokus\S*[^.\n]{0,60}(?:převod|platb|převést)|(?:zastav|zablok|podezřel|pokus|pozdrž)\S*[^.\n]{0,40}(?:převod|platb|transakc)/i,
  safeAccount: /(?:bezpečn|technick|záložn|chráněn)\S+ úč(?:et|tu)/i,
}
