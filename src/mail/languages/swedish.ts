import { anyOf, type Language } from './language.ts'

export const SWEDISH: Language = {
  spoken:
    'och att det som en ett är på för med av till inte du din ditt dina vi vår vårt jag har om den från kan ska inom eller när där bara redan mig',
  accountLost:
    /(?:inkorg|e-?postlåda|mejlkonto|konto|lösenord|\bkort\b|åtkomst|tvåstegsverifiering)[^.]{0,60}(?:spärra|stängs|avstäng|begränsa|upphör|går ut|löper ut|\bfull\b|lagringsutrymme)|(?:meddelanden|e-?post|mejl)[^.]{0,30}(?:i karantän|väntar|stoppade)|ovanlig inloggning|misstänkt inloggning/i,
  caretaker: /it-?(?:support|avdelningen|avdelning|helpdesk)|systemadministratör|e-?postadministratör/i,
  transfer: /överföring|betalning|betala/i,
  changedAccount: anyOf(
    /(?:nytt|nya|ändrat|annat) (?:bank)?konto\S*|(?:bankuppgifter|kontonummer|bankgiro)[^.]{0,40}(?:ändrat|ändrats|nytt|nya)/,
    /bytt bank|byte av bank|bankkonto har ändrats|(?:gamla|tidigare) kontot[^.\n]{0,24}(?:avslut|stäng)/,
  ),
  accountBarred: anyOf(
    /konto\S*[^.\n]{0,60}(?:spärra|fryst|revision)/,
    /skatteverket[^.\n]{0,60}konto|konto\S*[^.\n]{0,60}(?:kan inte|tar inte)[^.\n]{0,12}(?:ta )?emot/,
  ),
  unchanged: /(?:vanliga|ordinarie) (?:konto|bankgiro|plusgiro)|oförändra/i,
  wages: /\blön\w*[^.]{0,60}(?:nytt|annat|nya) (?:bank)?konto|(?:nytt|annat) (?:bank)?konto[^.]{0,60}\blön/i,
  secret: /konfidentiel|diskre|sitter i möte/i,
  tellNobody: anyOf(
    /(?:inte|aldrig) med någon|inte (?:berätta|säg)\S* (?:det )?(?:för|till) någon|strikt konfidentiel/,
    /berätta inte[^.\n]{0,12}för någon|stanna mellan oss/,
  ),
  notByTelephone: anyOf(
    /(?:i|sitter i) möte|nås inte på telefon|(?:endast|bara) via (?:mejl|e-?post|mail)/,
    /kan inte svara i telefon|ring (?:mig )?inte/,
  ),
  qrCode: /QR-?kod/i,
  haste: /omgående|\bidag\b|omedelbart|brådskande|\bsnabb/i,
  deadline: anyOf(
    /inom \d{1,2} (?:timmar|dagar)|omedelbart|omgående|för att undvika|går ut idag|sista (?:påminnelse|varning)/,
    /\d{1,2} timmar på dig|sista (?:påminnelse|varning)/,
  ),
  claim:
    /(?:paket|försändelse|leverans)[^.]{0,80}(?:tull|kunde inte|stoppa|väntar i tullen)|återbäring[^.]{0,60}(?:få|ansök)|rätt till[^.]{0,30}(?:återbäring|återbetalning)|böter[^.]{0,40}obetald/i,
  loss: /spärra|avstäng|raderas|stängs av|returneras|påminnelseavgift/i,
  byWhen: /\binom\b|senast den|\bannars\b/i,
  act: /bekräfta|betala|uppdatera|verifiera|fyll i|logga in/i,
  windfall: /återbäring|återbetalning|vinst|ersättning/i,
  details: /bankuppgifter|kortuppgifter|kortnummer|kontonummer/i,
  othersPassword: /logga in med (?:din|ditt) (?:e-?post|mejl|jobb|arbets|microsoft|office)\S*/i,
  everyday: /faktura|beställning|offert|betalning|försändelse|fraktsedel|påminnelse|skatt|böter/i,
  notYou: /om det inte var du/i,
  elseLost: /annars[^.\n]{0,60}(?:spärra|radera|stäng)/i,
  giftCards: /presentkort[\s\S]{0,100}(?:köp|kod)|köp[\s\S]{0,100}presentkort/i,
  guardOff: anyOf(
    /(?:virusskydd\S*|antivirus\S*|brandvägg\S*|defender)[^\n]{0,100}(?:stäng(?:a)? av|inaktivera|ignorera)|(?:stäng(?:a)? av|inaktivera|ignorera)[^.\n]{0,40}(?:virusskydd|antivirus|brandvägg|defender)/,
    /(?:pausa|stoppa)\S*[^.\n]{0,30}(?:antivirus|virusskydd)|(?:antivirus|virusskydd)\S*[^.\n]{0,40}(?:pausa|stoppa)/,
  ),
  paste: /klistra in/i,
  enable: /aktivera (?:innehåll|redigering|makron)/i,
  unseen: /(?:visas|skyddat|läsbar)[\s\S]{0,80}aktivera (?:innehåll|redigering|makron)/i,
  charge: /\bdras\b|debitera|förnya|prenumeration|beställning/i,
  denied: /inte (?:har )?(?:godkänt|beställt|känner igen)|har inte godkänt|avbryta|återbetalning/i,
  ring: /\bring(?:a|er)?\b|telefon/i,
  watched: /webbkamera|filmat|spelat in|hackat|porr/i,
  spreads: /kontakter|familj|vänner|publicera|skickar jag/i,
  pays: /betala/i,
  orElse: anyOf(/om du inte|\bannars\b/, /i annat fall|om inte|(?:sista|enda) varning/),
  easyWork: /(?:hemifrån|distansarbete)[\s\S]{0,200}(?:ingen erfarenhet|timmar om dagen|i månaden|per dag)/i,
  enclosed: /bifoga|bilaga/i,
  pay: /brådskande (?:överföring|betalning)|(?:genomför|gör)[^.\n]{0,30}(?:betalning|överföring)/i,
  passwordTyped: /(?:ange|skriv|fyll i)[^.\n]{0,40}lösenord/i,
  neverAsked: /\baldrig\b[^.\n]{0,60}lösenord/i,
  secretByReply: /(?:svara|skicka|mejla)[^.]{0,60}\bditt lösenord/i,
  paidTooMuch:
    /(?:två gånger|dubbelt|av misstag|för mycket)[^.\n]{0,60}(?:betala|överför|satt in)|(?:betala|överför)\w*[^.\n]{0,60}(?:två gånger|dubbelt|av misstag|för mycket)|dubbelbetal|dubbel betalning/i,
  paidBack: /återbetal|betala[^.\n]{0,30}tillbaka|återför|sätt(?:a|er)?[^.\n]{0,30}tillbaka/i,
  payerGone:
    /(?:ursprungliga|gamla|tidigare|avsändande) (?:bank)?konto\S*[^.\n]{0,60}(?:avslut|stäng|spärr|finns inte)|konto\S*[^.\n]{0,16}som (?:pengarna|betalningen)[^.\n]{0,60}(?:avslut|stäng|spärr)/i,
  register:
    /(?:företags|bolags|varumärkes|moms|närings)\S*(?:regist(?:er|re)|katalog|databas)\S*|\b(?:regist(?:er|re)|katalog)\S*[^.\n]{0,40}(?:företag|varumärken|bolag)/i,
  registerEntry: /registrering|införande|publicering|annons/i,
  feeDue: /betal|avgift|förfall/i,
  cardCode:
    /kort\S*nummer[\s\S]{0,120}(?:\bcv[cv]2?\b|säkerhetskod|tre siffr|3 siffr)|(?:\bcv[cv]2?\b|säkerhetskod)[\s\S]{0,120}kort\S*nummer/i,
  formBack:
    /(?:returnera|skicka|sänd|fyll|svara)\S*[^.\n]{0,80}(?:formulär|blankett|kort|uppgifter)|(?:formulär|blankett)\S*[^.\n]{0,60}(?:retur|skicka|fyll)/i,
  moneyAlarm:
    /(?:överföring|betalning|transaktion|uttag)\S*[^.\n]{0,80}(?:stoppa|spärra|misstänkt|försök)|försök\S*[^.\n]{0,60}(?:överför|ta ut)|(?:stoppa|spärra|misstänkt|försök)\S*[^.\n]{0,40}(?:överföring|betalning|transaktion|uttag)/i,
  safeAccount: /(?:säkerhets|säkra?t?|tekniskt|skydda\S*) ?konto/i,
}
