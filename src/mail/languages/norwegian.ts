import { anyOf, type Language } from './language.ts'

export const NORWEGIAN: Language = {
  spoken:
    'og at det som en et er på for med av til ikke du din ditt dine vi vår våre jeg har hvis den fra kan skal innen eller når der blir i meg deg om vedlagt',
  accountLost:
    /(?:innboks|postkasse|e-?postkonto|konto|passord|\bkort|tilgang|totrinnsbekreftelse)[^.]{0,60}(?:sperre|steng|begrens|utløp|\bfull\b|lagringsplass)|(?:meldinger|e-?post)[^.]{0,30}(?:i karantene|holdt tilbake|venter)|uvanlig pålogging|mistenkelig pålogging/i,
  caretaker: /it-?(?:støtte|brukerstøtte|avdelingen|avdeling|support)|systemadministrator/i,
  transfer: /overføring|betaling|betal/i,
  changedAccount: anyOf(
    /(?:nytt|nye|endret|annet|ny) (?:bank)?konto\S*|(?:bankopplysning|kontonummer)\S*[^.]{0,40}(?:endret|nytt|nye)/,
    /byttet bank|bankbytte/,
  ),
  accountBarred: anyOf(
    /konto\S*[^.\n]{0,60}(?:sperret|frosset|revisjon)/,
    /(?:skatteetaten|bokettersyn)[^.\n]{0,60}konto|konto\S*[^.\n]{0,60}kan ikke[^.\n]{0,12}(?:ta imot|motta)/,
  ),
  unchanged: /(?:vanlige|faste) konto|uendret/i,
  wages: /\blønn\w*[^.]{0,60}(?:nytt|annen|ny|annet) (?:bank)?konto|(?:ny|annen) (?:bank)?konto[^.]{0,60}\blønn/i,
  secret: /konfidensiel|fortrolig|diskre|sitter i møte/i,
  tellNobody: anyOf(
    /ikke[^.]{0,16}(?:med|til) noen|strengt konfidensiel/,
    /ikke fortell[^.\n]{0,10}til noen|bli mellom oss/,
  ),
  notByTelephone: /(?:i|sitter i) møte|ikke nås|(?:kun|bare) (?:via|på|per) e-?post/i,
  qrCode: /QR-?kode/i,
  haste: /umiddelbart|i dag|straks|haste|\brask/i,
  deadline: anyOf(
    /innen \d{1,2} (?:timer|dager)|umiddelbart|straks|for å unngå|utløper i dag|siste (?:purring|påminnelse)/,
    /har \d{1,2} timer|siste (?:påminnelse|advarsel|purring)/,
  ),
  claim:
    /(?:pakke|forsendelse|levering)[^.]{0,80}(?:toll|kunne ikke|holdt tilbake|venter i tollen)|(?:tilbakebetaling|refusjon)[^.]{0,60}(?:motta|søk)|rett til[^.]{0,30}(?:tilbakebetaling|refusjon)|bot[^.]{0,40}ubetalt/i,
  loss: /sperret|stengt|slettes|suspendere|returneres|purregebyr/i,
  byWhen: /\binnen\b|senest|\bellers\b/i,
  act: /bekreft|betal|oppdater|verifiser|fyll inn|logg inn/i,
  windfall: /tilbakebetaling|refusjon|gevinst|erstatning/i,
  details: /bankopplysning|kortopplysning|kortnummer|kontonummer/i,
  othersPassword: /logg inn med (?:e-?post|jobb|microsoft|office|din)\S*/i,
  everyday: /faktura|bestilling|tilbud|betaling|forsendelse|fraktbrev|purring|skatt|\bbot\b/i,
  notYou: /hvis det ikke var deg/i,
  elseLost: /ellers[^.\n]{0,60}(?:sperret|slette|steng)/i,
  giftCards: /gavekort[\s\S]{0,100}(?:kjøp|kode)|kjøp[\s\S]{0,100}gavekort/i,
  guardOff: anyOf(
    /(?:antivirus\S*|brannmur\S*|defender)[^\n]{0,100}(?:slå[^.\n]{0,12}av|deaktiver|ignorer)|(?:deaktiver|ignorer|slå)[^.\n]{0,40}(?:antivirus|brannmur|defender)/,
    /(?:stopp|sett)\S*[^.\n]{0,30}antivirus\S*(?:[^.\n]{0,12}pause)?|antivirus\S*[^.\n]{0,30}på pause/,
  ),
  paste: /lim inn/i,
  enable: /aktiver (?:innhold|redigering|makroer)/i,
  unseen: /(?:vises|beskyttet|lesbar)[\s\S]{0,80}aktiver (?:innhold|redigering|makroer)/i,
  charge: /trekkes|belast|fornyet|abonnement|bestilling/i,
  denied: /ikke (?:har )?(?:godkjent|bestilt|kjenner igjen)|avbestill|tilbakebetaling/i,
  ring: /\bring(?:e)?\b|telefon/i,
  watched: /webkamera|filmet|tatt opp|hacket|porno/i,
  spreads: /kontakt|familie|venner|publiser|sender jeg/i,
  pays: /\bbetal|\bsend\b|overfør/i,
  orElse: anyOf(/hvis du ikke|\bellers\b/, /i motsatt fall|hvis ikke|(?:siste|eneste) advarsel/),
  easyWork: /hjemmefra[\s\S]{0,200}(?:ingen erfaring|timer om dagen|i måneden|per dag)/i,
  enclosed: /vedlagt|vedlegg/i,
  pay: /haste(?:overføring|betaling)|(?:gjennomfør|foreta)[^.\n]{0,30}(?:betaling|overføring)/i,
  passwordTyped: /(?:skriv inn|oppgi|tast inn)[^.\n]{0,40}passord/i,
  neverAsked: /\baldri\b[^.\n]{0,60}passord/i,
  secretByReply: /(?:svar|send)[^.]{0,60}\bpassordet ditt/i,
  paidTooMuch:
    /(?:to ganger|dobbelt|ved en feil|for mye)[^.\n]{0,60}(?:betal|overfør|innbetal)|(?:betal|overfør)\w*[^.\n]{0,60}(?:to ganger|dobbelt|ved en feil|for mye)|dobbeltbetal|dobbel betaling/i,
  paidBack: /tilbakebetal|refunder|betale?[^.\n]{0,30}tilbake|tilbakefør/i,
  payerGone:
    /(?:opprinnelige|gamle|tidligere|avsendende) (?:bank)?konto\S*[^.\n]{0,60}(?:stengt|avsluttet|nedlagt|sperret|finnes ikke)/i,
  register:
    /(?:bedrifts|firma|foretaks|varemerke|mva)\S*(?:register|registeret|katalog|database)\S*|\b(?:register|registeret|katalog)\S*[^.\n]{0,40}(?:bedrift|firma|foretak|varemerk)/i,
  registerEntry: /registrering|oppføring|publisering|annonse|kunngjøring/i,
  feeDue: /betal|gebyr|avgift|forfall/i,
  cardCode:
    /kort\S*nummer[\s\S]{0,120}(?:\bcv[cv]2?\b|sikkerhetskode|tre sifre|3 sifre)|(?:\bcv[cv]2?\b|sikkerhetskode)[\s\S]{0,120}kort\S*nummer/i,
  formBack:
    /(?:returner|send|fyll|svar)\S*[^.\n]{0,80}(?:skjema|kort|opplysninger)|skjema\S*[^.\n]{0,60}(?:retur|send|fyll)/i,
  moneyAlarm:
    /(?:overføring|betaling|transaksjon)\S*[^.\n]{0,80}(?:stoppet|stanset|sperret|mistenk|forsøk)|forsøk\S*[^.\n]{0,60}overfør|(?:stoppet|stanset|sperret|mistenk|forsøk)\S*[^.\n]{0,40}(?:overføring|betaling|transaksjon)/i,
  safeAccount: /(?:sikkerhets|sikker|sikre|teknisk) ?konto/i,
}
