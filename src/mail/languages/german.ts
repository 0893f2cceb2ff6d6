import { anyOf, inOneSentence, type Language } from './language.ts'

export const GERMAN: Language = {
  spoken:
    'und der die das den dem ist sind sie ihr ihre ihren ihrem ich wir mir uns nicht auf für mit von bitte wurde haben wird werden um zu zum zur bei sich als falls wenn wie ein eine einen nach unser unsere',
  accountLost: anyOf(
    /konto[^.\n]{0,24}abgeschaltet/,
    inOneSentence(
      [
        /postfach|kontingent|speicher|e-?mail-?(?:passwort|kennwort)|eingehende (?:nachrichten|e-?mails)/,
        /erschöpft|\bvoll\b|abgewiesen|überschritten|nicht mehr gültig/,
      ],
      /empfänger/,
    ),
    /speicherplatz[^.\n]{0,20}(?:erschöpft|voll|überschritten)|empfängt keine (?:e-?mails|nachrichten)/,
    /(?:postfach|mailbox|konto|kontos|zugang|passwort|kennwort|push-?tan|karte|authentifizierung|anmeldung)[^.]{0,60}(?:gesperrt|sperrung|eingeschränkt|läuft[^.]{0,20}\bab\b|abgelaufen|deaktivier|überschritten|\bvoll\b|fast voll|9\d\s?%)|sperrung[^.]{0,20}(?:konto|karte|zugang)|(?:nachricht(?:en)?|e-?mails?)[^.]{0,30}(?:quarant[äa]ne|warten auf|zurückgehalten|freigabe|nicht zugestellt)|ungewöhnliche[nr]? (?:anmeldung|zugriff|login)/,
    /(?:postfach|mailbox)[^.\n]{0,40}(?:speichergrenze|speicherplatz|kontingent)|(?:e-?mail-?)?konto[^.\n]{0,30}geschlossen|verlieren[^.\n]{0,16}zugriff auf|(?:kennwort|passwort)[^.\n]{0,24}(?:gültigkeit|läuft ab)|ihren zugang[^.\n]{0,20}sperren/,
  ),
  caretaker:
    /it-?(?:abteilung|support|service-?desk)|administrator|systemadministrator|postmaster|mail-?administration/i,
  transfer: /überweis|zahlung/i,
  changedAccount: anyOf(
    /iban lautet (?:ab|künftig|nun|jetzt)/,
    inOneSentence([/ausnahmsweise|diesmal|dieses mal/, /(?:unser|mein)\w* (?:\w+ )?(?:konto|bank)/]),
    inOneSentence(
      [
        /(?:alte|bisherige|frühere|vorherige)[nrs]? (?:konto|iban|bank\w*)/,
        /\b(?:nicht|nur noch|statt)\b|streich|lösch|entfern|ersetz/,
      ],
      /\bihr/,
    ),
    inOneSentence(
      [
        /zahlung|überweis|rechnung/,
        /(?:andere|neue|abweichende)[nrs]? (?:konto|bank\b|bankverbindung|iban)|leiten sie|umleit/,
        /konto|bank|iban/,
      ],
      /\bihre (?:neue|bank)/,
    ),
    /(?:haus)?bank hat sich geändert|(?:alte|bisherige|frühere)[sn]? (?:konto|bankverbindung|iban)[^.\n]{0,30}(?:nicht|kein)|(?:konto|bank)(?:verbindung|daten)[^.\n]{0,40}(?:austausch|ersetz|hinterleg)|neue (?:haus)?bank\b/,
    /(?:neue|geänderte|andere)[nrs]? (?:konto|bankverbindung|bankdaten|kontoverbindung|iban)|(?<!ihre )(?:bankverbindung|bankdaten|kontoverbindung)[^.]{0,40}(?:geändert|gewechselt|neu\b)|konto\b[^.\n]{0,120}(?:gesperrt|blockiert)|\b(?:zweit|ersatz|ausweich|zwischen)konto\b|\bauf (?:unser|das|ein|mein) (?:zweites|anderes|weiteres) konto\b|nicht (?:mehr )?auf [^.\n]{0,40}sondern auf [^.\n]{0,30}konto/,
    /(?:bank|hausbank|kreditinstitut) gewechselt|bankwechsel|wechsel (?:der|unserer) (?:haus)?bank|zu einer (?:anderen|neuen) bank/,
    /geänderte[nrs]? (?:zahlungs|konto|bank)\w*|ab sofort[^.\n]{0,60}(?:bankverbindung|iban)/,
    /(?:bisherige|alte)[sn]? (?:konto|bankverbindung|iban)[^.\n]{0,40}(?:aufgelöst|geschlossen|gekündigt|nicht mehr)/,
    /(?:iban|konto\w*|bankverbindung)[^.\n]{0,40}(?:nicht mehr (?:gültig|aktuell|nutzbar|verwenden)|ungültig|veraltet|falsch angegeben)/,
    /(?:konto|bank|zahlungs)(?:daten|verbindung|informationen)\b[^.\n]{0,30}(?:aktualisier|anpass|anzupassen|zu ändern)|\bauf [^.\n]{0,40}konto[^.\n]{0,40}\bstatt\b/,
    /konto (?:unserer|der) (?:mutter|tochter|schwester)gesellschaft/,
  ),
  accountBarred: anyOf(
    /(?:finanzamt|steuerbehörde|finanzbehörde)[^.\n]{0,40}(?:prüf|kontrolli|untersuch)[^.\n]{0,40}konto|konto[^.\n]{0,60}(?:nicht|keine)[^.\n]{0,30}(?:empfangen|annehmen|entgegennehmen|gutgeschrieben)|keine (?:auslands|fremdwährungs|ausländischen )\S*[^.\n]{0,30}(?:empfangen|annehmen|möglich)/,
    /konto[^.\n]{0,16}wegen[^.\n]{0,16}(?:prüfung|kontrolle)|konto[^.\n]{0,40}nicht (?:verfügbar|erreichbar)/,
    /(?:konto|bankverbindung)[^.\n]{0,120}(?:gesperrt|eingefroren|blockiert|gepfändet)|(?:prüfung|kontrolle)[^.\n]{0,20}\bbank\b|(?:bank|steuer)prüfung/,
    /konto[^.\n]{0,60}(?:vom finanzamt|geprüft|nicht nutzbar|eingeschränkt|kein\w* (?:zahlungen|gelder|gutschriften))|(?:betriebs|jahres|steuer)prüfung[^.\n]{0,60}konto|(?:bank|institut)[^.\n]{0,20}konto[^.\n]{0,20}eingeschränkt/,
  ),
  unchanged:
    /(?:konto|bankverbindung|iban|bankdaten)[^.\n]{0,30}(?:unverändert|bleib\w* (?:gleich|bestehen|dieselbe)|ändert sich nicht|nicht geändert)|(?:bekannte[sn]?|übliche[sn]?|gewohnte[sn]?) (?:konto|bankverbindung)/i,
  wages: anyOf(
    /gehalt[^.\n]{0,20}künftig[^.\n]{0,30}konto|(?:gehalt|lohn)[^.\n]{0,50}neues konto/,
    /(?:gehalt|lohn)s?(?:zahlung|konto|überweisung)?\b[^.]{0,80}(?:neue[ns]?|andere[ns]?|geänderte[ns]?) (?:konto|iban|bankverbindung)|(?:neue[ns]?|andere[ns]?|geänderte[ns]?) (?:konto|iban|bankverbindung)[^.]{0,80}(?:gehalt|lohn)/,
    /(?:bankverbindung|iban|konto)[^.\n]{0,40}(?:gehalt|lohn)s?\w*[^.\n]{0,20}änder|(?:gehalt|lohn)[^.\n]{0,60}(?:dorthin|auf (?:das neue|ein anderes) konto)/,
  ),
  secret: /vertraulich|diskret|im meeting|nicht telefonieren/i,
  tellNobody: anyOf(
    /zwischen uns beiden|geheim bleiben/,
    inOneSentence(
      [
        /(?:sprechen|reden|sagen|erzählen|informieren|erwähnen) sie|kein wort/,
        /\b(?:niemand\w*|keine[mnr]?|nichts?|kein)\b/,
        /kolleg|team|büro|anderen|niemand/,
      ],
      /\bfalls|\bwenn/,
    ),
    /weihen sie[^.\n]{0,20}(?:niemanden|nicht) ein|(?:sprechen|reden|erzählen) sie[^.\n]{0,16}(?:kollegen|team|anderen)[^.\n]{0,10}(?:nicht|nichts)/,
    /(?:sprech|red|sag|erzähl)\w*[^.\n]{0,40}niemandem|mit niemandem[^.\n]{0,30}(?:sprech|red|teil)|streng vertraulich|stillschweigen|ausschließlich (?:mit (?:ihm|mir|uns)|per e-?mail)|sprechen sie mich[^.\n]{0,40}nicht[^.\n]{0,10}\ban\b/,
    /\b(?:mit|gegenüber) (?:keine[mr]|niemandem)\b|behalten sie (?:das|es|dies)[^.\n]{0,12}für sich|(?:muss|soll)[^.\n]{0,12}unter uns|kein wort zu|informieren sie[^.\n]{0,16}niemanden/,
    /nur (?:mit mir|mit uns)[^.\n]{0,12}e-?mail|absolute diskretion|streng geheim/,
  ),
  notByTelephone: anyOf(
    inOneSentence(
      [/telefon|handy|anrufe|ruf\w* sie mich[^.\n]{0,12}nicht/, /\b(?:nicht|kein\w*|schlecht|schwer)\b/],
      /zöger|falls|\bwenn\b|sollten|zeiten/,
    ),
    /anrufen bringt nichts|im flieger|nicht (?:ans telefon|sprechen|telefonieren)/,
    /im meeting|in einer besprechung|nicht telefonieren|nur per e-?mail|telefonisch[^.\n]{0,30}(?:nicht|schlecht)[^.\n]{0,12}erreichbar/,
    /telefonisch nicht|nicht anrufen|nicht ans telefon|(?:handy|telefon)[^.\n]{0,10}(?:defekt|kaputt|verloren)|ausschließlich (?:auf diese|per) e-?mail|in (?:einer sitzung|terminen)/,
  ),
  qrCode: /QR-?Code/i,
  haste: /dringend|sofort|heute|umgehend|\bschnell\b/i,
  deadline: anyOf(
    /nur noch heute/,
    /haben bis \d{1,2} uhr zeit/,
    /\bnoch \d{1,2} stunden/,
    /innerhalb (?:von )?(?:der nächsten )?\d{1,2} (?:stunden|tagen?)|\bin \d{1,2} stunden\b|\b(?:umgehend|sofort|letzte (?:mahnung|erinnerung)|sonst|andernfalls)\b|läuft[^.]{0,20}heute[^.]{0,8}ab/,
    /\d{1,2} stunden (?:zeit|verbleib)|bis spätestens (?:heute|morgen)|(?:erfolgt|ohne|bei ausbleibender) (?:keine )?(?:rückmeldung|antwort|zahlung)|jetzt, um[^.\n]{0,40}zu vermeiden|frist endet|letzte (?:warnung|aufforderung|zahlungserinnerung)/,
  ),
  claim:
    /(?:paket|sendung|lieferung)[^.]{0,80}(?:zurückgehalten|nicht zugestellt|zollgebühr|wartet (?:beim zoll|auf ihre zahlung))|(?:steuer)?(?:erstattung|rückzahlung|rückerstattung)[^.]{0,60}(?:beantragen|erhalten|anspruch)|anspruch auf[^.]{0,30}(?:erstattung|rückzahlung)/i,
  loss: anyOf(
    /gesperrt|sperrung|gelöscht|deaktiviert|mahngebühr|geht\b[^.]{0,30}zurück|retourn/,
    /(?:konto|zugang|postfach)[^.\n]{0,20}geschlossen|gehen[^.\n]{0,12}verloren|inkasso|zusätzliche (?:gebühren|kosten)|rechtliche schritte|gerichtlich/,
  ),
  byWhen: /innerhalb|\bbis (?:zum|spätestens)|\b(?:sonst|andernfalls|umgehend)\b/i,
  act: /bestätigen|bezahlen|begleichen|aktualisieren|anmelden|verifizieren|hinterlegen/i,
  windfall: /erstattung|rückzahlung|zu viel (?:be|ge)zahlt|gewonnen|gutschrift/i,
  details: /(?:konto|bank|karten)(?:daten|verbindung|nummer)/i,
  othersPassword: anyOf(
    inOneSentence(
      [
        /(?:postfach|e-?mail|mailbox|firmen|geschäfts|dienst|outlook)-?(?:passwort|kennwort|konto|zugangsdaten)/,
        /bestätig|anmeld|melden sie sich|geben sie|eingabe|authentifizier/,
        /freigabe|freizugeben|öffn|anzuhören|abruf|dokument|nachricht|datei/,
      ],
      /\bnie(?:mals)?\b|single sign/,
    ),
    /(?:anmeldung|anmelden|login) mit ihrem (?:firmen|dienst|geschäfts|unternehmens)\S*/,
    /(?:mit|über) (?:ihrem|ihren) (?:e-?mail|firmen|dienstlichen|geschäftlichen|microsoft|office)[- ]?\S* ?(?:passwort|kennwort|konto|zugangsdaten)[^.\n]{0,12}\ban\b|\b(?:anmeldung|login|anmelden|einloggen)\b[^.\n]{0,30}\b(?:mit|über) (?:ihr|dein|dem|den)\w* ?(?:üblichen |gewohnten )?(?:e-?mail|firmen|dienst|geschäfts|unternehmens|microsoft|office|windows)\S*/,
    /\bihr e-?mail-?(?:passwort|kennwort)|geschäftlichen? (?:zugangs|anmelde)daten|(?:outlook|office|microsoft|webmail)-?(?:365-?)?(?:anmelde|zugangs)daten|e-?mail-?adresse und ihr (?:passwort|kennwort)[^.\n]{0,24}(?:datei|dokument|nachricht)/,
    /authentifizieren sie sich mit ihrem (?:office|microsoft|firmen|geschäfts)\S*/,
  ),
  everyday:
    /rechnung|bestellung|angebot|zahlung|lieferung|mahnung|frachtbrief|sendung|abmahnung|urheberrecht|steuer|finanzamt/i,
  notYou: anyOf(/falls sie (?:das |dies )?nicht|wenn sie (?:das |dies )?nicht/, /waren sie (?:das|es) nicht/),
  elseLost: /(?:andernfalls|sonst)[^.\n]{0,60}(?:gesperrt|gelöscht)/i,
  giftCards:
    /(?:geschenk|guthaben|gutschein)karte\w*[\s\S]{0,100}(?:kauf|besorg|codes?\b)|(?:kauf|besorg)[\s\S]{0,100}(?:geschenk|guthaben|gutschein)karte/i,
  guardOff: anyOf(
    /(?:virenscanner|virenschutz|antivirus\S*|schutzsoftware)[^.\n]{0,40}(?:kurz|vorübergehend|einmal|zeitweise)[^.\n]{0,20}(?:stopp|beend|anhalt|pausier|aussetz)|(?:stoppen|beenden|pausieren) sie[^.\n]{0,40}(?:virenscanner|virenschutz|antivirus)/,
    inOneSentence(
      [/virenscanner|virenschutz|antivirus/, /anschlägt|warn|meldet|blockier/, /zulassen|lassen sie|ignorier|erlaub/],
      /niemals|\bnie\b/,
    ),
    /(?:virenscanner|virenschutz|antivirus\S*|schutzsoftware|defender|firewall)[^\n]{0,100}(?:deaktivier|ausschalt|abschalt|ignorier)|(?:deaktivier|schalten|ignorier)[^.\n]{0,40}(?:virenscanner|virenschutz|antivirus|schutzsoftware|defender|firewall)/,
    /(?:echtzeitschutz)[^.\n]{0,30}\baus\b|(?:schalten|deaktivier)[^.\n]{0,20}echtzeitschutz/,
  ),
  paste: /einfügen|fügen sie[^.\n]{0,60}\bein\b/i,
  enable: /\b(?:inhalt|inhalte|makros?|bearbeitung) (?:zu )?aktivier|„?(?:inhalt|bearbeitung) aktivieren/i,
  unseen:
    /(?:nicht[^.]{0,20}(?:angezeigt|lesbar|dargestellt)|geschützt|anzeig)[\s\S]{0,80}(?:inhalt|bearbeitung|makros?) aktivieren/i,
  charge: anyOf(/bezahlt|abgebucht|abbuchung|belastet|verlängert|abonnement|bestellung/, /versandt|versendet|kauf/),
  denied: anyOf(
    /nicht (?:von ihnen )?(?:autorisiert|veranlasst|bestellt|getätigt|beauftragt)|stornier|erstattung/,
    /(?:falls|wenn|sollten) sie (?:das |dies |den kauf )?nicht|nicht (?:bestellt|gewünscht)\?/,
  ),
  ring: anyOf(
    /\brufen\b|anrufen|telefonisch|hotline/,
    /erreichen sie uns|wählen sie|melden sie sich (?:telefonisch|unter)/,
  ),
  watched: /kamera|aufgenommen|gehackt|trojaner|porno|schadsoftware/i,
  spreads: /kontakte|veröffentlich|verschick|schicke ich|freunde|familie/i,
  pays: /zahl|überweis/i,
  orElse: anyOf(
    /\b(?:wenn|falls|sollten) sie\b|\b(?:andernfalls|sonst)\b/,
    /\b(?:ansonsten|wenn nicht|falls nicht|oder wir|letzte warnung|einzige warnung)\b|weiger/,
  ),
  easyWork:
    /(?:homeoffice|heimarbeit|nebenjob|von zu ?hause)[\s\S]{0,200}(?:keine (?:erfahrung|vorkenntnisse)|stunden? (?:am|pro) tag|im monat|pro (?:tag|monat|woche))/i,
  enclosed: /(?:im|als|dem) anhang|beigefügt|anbei|siehe (?:die )?(?:neue|beiliegende|angehängte)/i,
  pay: anyOf(
    /(?:zahlung|überweisung)[^.\n]{0,30}(?:veranlassen|tätigen|benötige)|überweisen sie/,
    /überweisung[^.\n]{0,12}ausführen|begleichen sie|(?:auslands|eil|blitz)überweisung|(?:benötige|brauche)[^.\n]{0,20}überweisung/,
  ),
  passwordTyped: anyOf(
    /(?:passwort|kennwort)[^.\n]{0,40}(?:ein(?:geben|tragen|zugeben)|angeben|bestätigen)/,
    /(?:formular|feld)[^.\n]{0,40}(?:passwort|kennwort)|(?:ein(?:geben|gabe)|tragen sie)[^.\n]{0,40}(?:passwort|kennwort)|(?:geben sie)[^.\n]{0,30}(?:passwort|kennwort)[^.\n]{0,20}\bein\b/,
  ),
  neverAsked: /\b(?:niemals|nie|nicht)\b[^.\n]{0,60}(?:passwort|kennwort)/i,
  secretByReply: anyOf(
    /(?:mailen|senden|schicken) sie (?:uns|mir)[^.\n]{0,8}\bihr (?:passwort|kennwort)/,
    inOneSentence(
      [
        /benutzernamen?/,
        /passwort|kennwort/,
        /brauche|benötig\w+ (?:wir )?(?:ihre|noch)|(?:senden|schicken|nennen|mailen) sie/,
      ],
      /\bpost\b|datei|zip|niemals|anbei/,
    ),
    /(?:antworten|senden|teilen) sie[^.]{0,60}(?:passwort|kennwort|zugangsdaten)/,
    /(?:schick|send|nenn|teil)\w*[^.\n]{0,20}(?:code|tan)\b[^.\n]{0,30}(?:sms|erhalten|bekommen|handy)|(?:nenn|schick|send)\w* sie mir[^.\n]{0,16}zugangsdaten/,
  ),
  paidTooMuch:
    /(?:doppelt|zweimal|irrtümlich|versehentlich|zu viel|überzahlt)[^.\n]{0,60}(?:überwiesen|gezahlt|bezahlt|angewiesen|beglichen|ausgeführt|gutgeschrieben)|(?:überwiesen|gezahlt|bezahlt|angewiesen)[^.\n]{0,40}(?:doppelt|zweimal|irrtümlich|versehentlich|zu viel)|doppel(?:zahlung|überweisung)|doppelte (?:zahlung|überweisung)|überzahl(?:ung|te)|fehlüberweisung/i,
  paidBack: /(?:rück)?erstatt|rückzahl|rücküberweis|zurück(?:zu)?(?:überweis|zahl)|überweisen sie[^.\n]{0,60}zurück/i,
  payerGone:
    /(?:ursprüngliche|ursprung|auftraggeber|absender|zahlende|damalige|alte|bisherige)\w*[ -]?konto[^.\n]{0,60}(?:aufgelöst|geschlossen|gekündigt|gelöscht|nicht mehr|besteht nicht|gesperrt|keine)|(?:nicht|statt)[^.\n]{0,24}(?:ursprüngliche|auftraggeber|absender)\w*[ -]?konto|konto[^.\n]{0,30}von dem[^.\n]{0,60}(?:aufgelöst|geschlossen|gekündigt|nicht mehr|gesperrt)/i,
  register:
    /(?:firmen|unternehmens|gewerbe|handels|marken|uid|ust|datenschutz|transparenz)[\w-]*(?:register|verzeichnis|datenbank)|\b(?:register|verzeichnis)\b[^.\n]{0,40}\b(?:firmen|marken|unternehmen|uid)/i,
  registerEntry: /eintrag|veröffentlich|publikation/i,
  feeDue: /überweis|zahlbar|begleich|fällig|gebühr/i,
  cardCode:
    /karten?nummer[\s\S]{0,120}(?:\bcv[cv]2?\b|prüf(?:ziffer|nummer|zahl)|sicherheits(?:code|nummer)|dreistellig|drei (?:stellige|ziffern|zahlen))|(?:\bcv[cv]2?\b|prüf(?:ziffer|nummer|zahl)|sicherheitscode)[\s\S]{0,120}karten?nummer/i,
  formBack:
    /(?:formular|kartendaten|daten|angaben)[^.\n]{0,80}(?:zurück|retour|(?:zu)?send|schick|übermitt|antwort)|(?:send|schick|antwort|übermitt|zurück)\w*[^.\n]{0,80}(?:formular|karte)|füllen sie[^.\n]{0,60}formular/i,
  moneyAlarm:
    /(?:überweisung|abbuchung|transaktion|zahlung)[^.\n]{0,80}(?:gestoppt|angehalten|blockiert|verdächtig|versuch|zurückgehalten)|(?:verdächtige|unbefugte)\S* (?:überweisung|transaktion|abbuchung)|(?:gestoppt|angehalten|blockiert|verdächtig|versuch|zurückgehalten)\w*[^.\n]{0,40}(?:überweisung|abbuchung|transaktion|zahlung)/i,
  safeAccount: /(?:sicher(?:heits|e[sn]?)|technische[sn]?|schutz|treuhand)-? ?konto/i,
}
