import { anyOf, type Language } from './language.ts'

export const DANISH: Language = {
  spoken:
    'og at det som en et er på for med af til ikke du din dit dine vi vores jeg har hvis den fra kan skal inden eller når der blive i mig om',
  accountLost:
    /(?:indbakke|postkasse|mailkonto|konto|adgangskode|\bkort\b|adgang|totrinsbekræftelse)[^.]{0,60}(?:spærre|lukke|suspende|begrænse|udløb|\bfuld\b|lagerplads)|(?:beskeder|e-?mails?)[^.]{0,30}(?:i karantæne|tilbageholdt|afventer)|usædvanligt login|mistænkeligt login/i,
  caretaker: /it-?(?:support|afdelingen|afdeling|helpdesk)|systemadministrator|mailadministrator/i,
  transfer: /overførsel|betaling|betal/i,
  changedAccount: anyOf(
    /(?:nyt|nye|ændret|andet|ny) (?:bank)?konto\S*|(?:bankoplysninger|kontonummer)[^.]{0,40}(?:ændret|nyt|nye)/,
    /skiftet bank|bankskifte/,
  ),
  accountBarred: anyOf(
    /konto\S*[^.\n]{0,60}(?:spærret|indefrosset|revision)/,
    /skattestyrelsen[^.\n]{0,60}konto|konto\S*[^.\n]{0,60}kan ikke[^.\n]{0,12}modtage/,
  ),
  unchanged: /(?:sædvanlige|normale) konto|uændre/i,
  wages: /\bløn\w*[^.]{0,60}(?:nyt|anden|ny|andet) (?:bank)?konto|(?:ny|anden) (?:bank)?konto[^.]{0,60}\bløn/i,
  secret: /fortrolig|diskre|sidder i møde/i,
  tellNobody: anyOf(/ikke (?:med|til) nogen|strengt fortrolig/, /fortæl det ikke til nogen|blive mellem os/),
  notByTelephone: /(?:i|sidder i) møde|ikke træffes|(?:kun|udelukkende) (?:via|på|per) (?:e-?)?mail/i,
  qrCode: /QR-?kode/i,
  haste: /omgående|i dag|straks|haste|hurtig/i,
  deadline: anyOf(
    /inden(?: for)? \d{1,2} (?:timer|dage)|omgående|straks|for at undgå|udløber i dag|sidste (?:rykker|påmindelse)/,
    /har \d{1,2} timer|sidste (?:påmindelse|advarsel|rykker)/,
  ),
  claim:
    /(?:pakke|forsendelse|levering)[^.]{0,80}(?:told|kunne ikke|tilbageholdt|venter i tolden)|(?:tilbagebetaling|refusion)[^.]{0,60}(?:modtage|ansøg)|ret til[^.]{0,30}(?:tilbagebetaling|refusion)|bøde[^.]{0,40}ubetalt/i,
  loss: /spærret|lukket|slettes|suspendere|returneres|rykkergebyr/i,
  byWhen: /inden for|\binden den\b|senest den|\bellers\b/i,
  act: /bekræft|betal|opdater|verificer|udfyld|log ind/i,
  windfall: /tilbagebetaling|refusion|gevinst|erstatning/i,
  details: /bankoplysninger|kortoplysninger|kortnummer|kontonummer/i,
  othersPassword: /log ind med (?:din|dit) (?:e-?mail|arbejds|mail|microsoft|office)\S*/i,
  everyday: /faktura|bestilling|tilbud|betaling|forsendelse|fragtbrev|rykker|\bskat\b|bøde/i,
  notYou: /hvis det ikke var dig/i,
  elseLost: /ellers[^.\n]{0,60}(?:spærret|slette|lukke)/i,
  giftCards: /gavekort[\s\S]{0,100}(?:køb|kode)|køb[\s\S]{0,100}gavekort/i,
  guardOff: anyOf(
    /(?:antivirus\S*|firewall|defender)[^\n]{0,100}(?:slå[^.\n]{0,12}fra|deaktiver|ignorer)|(?:deaktiver|ignorer|slå)[^.\n]{0,40}(?:antivirus|firewall|defender)/,
    /(?:stop|sæt)\S*[^.\n]{0,30}antivirus\S*(?:[^.\n]{0,12}pause)?|antivirus\S*[^.\n]{0,30}på pause/,
  ),
  paste: /indsæt/i,
  enable: /aktiv[eé]r (?:indhold|redigering|makroer)/i,
  unseen: /(?:vises|beskyttet|læsbar)[\s\S]{0,80}aktiv[eé]r (?:indhold|redigering|makroer)/i,
  charge: /trækkes|opkræv|fornyet|abonnement|bestilling/i,
  denied: /ikke (?:har )?(?:godkendt|bestilt|genkender)|annuller|tilbagebetaling/i,
  ring: /\bring(?:e)?\b|telefon/i,
  watched: /webcam|filmet|optaget|hacket|porno/i,
  spreads: /kontakter|familie|venner|offentliggør|sender jeg/i,
  pays: /\bbetal|\bsend\b|overfør/i,
  orElse: anyOf(/hvis du ikke|\bellers\b/, /i modsat fald|hvis ikke|(?:sidste|eneste) advarsel/),
  easyWork: /hjemmefra[\s\S]{0,200}(?:ingen erfaring|timer om dagen|om måneden|om dagen)/i,
  enclosed: /vedhæft|bilag/i,
  pay: /haste(?:overførsel|betaling)|(?:gennemfør|foretag)[^.\n]{0,30}(?:betaling|overførsel)/i,
  passwordTyped: /(?:indtast|skriv|angiv)[^.\n]{0,40}adgangskode/i,
  neverAsked: /\baldrig\b[^.\n]{0,60}adgangskode/i,
  secretByReply: /(?:svar|send)[^.]{0,60}\bdin adgangskode/i,
  paidTooMuch:
    /(?:to gange|dobbelt|ved en fejl|for meget)[^.\n]{0,60}(?:betal|overfør|indbetal)|(?:betal|overfør)\w*[^.\n]{0,60}(?:to gange|dobbelt|ved en fejl|for meget)|dobbeltbetal|dobbelt betaling/i,
  paidBack: /tilbagebetal|refunder|betale?[^.\n]{0,30}tilbage|tilbagefør/i,
  payerGone:
    /(?:oprindelige|gamle|tidligere|afsendende) (?:bank)?konto\S*[^.\n]{0,60}(?:lukket|nedlagt|spærret|findes ikke)/i,
  register:
    /(?:virksomheds|firma|varemærke|erhvervs|moms)\S*(?:register|registret|katalog|database)\S*|\b(?:register|registret|katalog)\S*[^.\n]{0,40}(?:virksomhed|firma|varemærk)/i,
  registerEntry: /registrering|optagelse|offentliggør|annonce/i,
  feeDue: /betal|gebyr|afgift|forfald/i,
  cardCode:
    /kort\S*nummer[\s\S]{0,120}(?:\bcv[cv]2?\b|sikkerhedskode|tre cifre|3 cifre|kontrolcifre)|(?:\bcv[cv]2?\b|sikkerhedskode|kontrolcifre)[\s\S]{0,120}kort\S*nummer/i,
  formBack:
    /(?:returner|send|udfyld|svar)\S*[^.\n]{0,80}(?:formular|blanket|skema|kort|oplysninger)|(?:formular|skema|blanket)\S*[^.\n]{0,60}(?:retur|send|udfyld)/i,
  moneyAlarm:
    /(?:overførsel|betaling|transaktion)\S*[^.\n]{0,80}(?:stoppet|standset|spærret|mistænk|forsøg)|forsøg\S*[^.\n]{0,60}overfør|(?:stoppet|standset|spærret|mistænk|forsøg)\S*[^.\n]{0,40}(?:overførsel|betaling|transaktion)/i,
  safeAccount: /(?:sikkerheds|sikker|sikre|teknisk) ?konto/i,
}
