import type { Language } from './language.ts'

export const GERMAN: Language = {
  spoken:
    'und der die das den dem ist sind sie ihr ihre ihren ihrem ich wir mir uns nicht auf für mit von bitte wurde haben wird werden um zu zum zur bei sich als falls wenn wie ein eine einen nach unser unsere',
  accountLost:
    /(?:postfach|mailbox|konto|kontos|zugang|passwort|kennwort|push-?tan|karte|authentifizierung|anmeldung)[^.]{0,60}(?:gesperrt|sperrung|eingeschränkt|läuft[^.]{0,20}\bab\b|abgelaufen|deaktivier|überschritten|\bvoll\b|fast voll|9\d\s?%)|sperrung[^.]{0,20}(?:konto|karte|zugang)|(?:nachricht(?:en)?|e-?mails?)[^.]{0,30}(?:quarant[äa]ne|warten auf|zurückgehalten|freigabe|nicht zugestellt)|ungewöhnliche[nr]? (?:anmeldung|zugriff|login)/i,
  caretaker:
    /it-?(?:abteilung|support|service-?desk)|administrator|systemadministrator|postmaster|mail-?administration/i,
  transfer: /überweis|zahlung/i,
  changedAccount:
    /(?:neue|geänderte|andere|folgende)[nrs]? (?:konto|bankverbindung|bankdaten|kontoverbindung|iban)|(?:bankverbindung|bankdaten|kontoverbindung)[^.]{0,40}(?:geändert|gewechselt|neu\b)|konto\b[^.\n]{0,120}(?:gesperrt|blockiert)|\b(?:zweit|ersatz|ausweich|zwischen)konto\b|\bauf (?:unser|das|ein|mein) (?:zweites|anderes|weiteres) konto\b|nicht (?:mehr )?auf [^.\n]{0,40}sondern auf [^.\n]{0,30}konto/i,
  accountBarred:
    /(?:konto|bankverbindung)[^.\n]{0,120}(?:gesperrt|eingefroren|blockiert|gepfändet)|(?:prüfung|kontrolle)[^.\n]{0,20}\bbank\b|(?:bank|steuer)prüfung/i,
  unchanged: /unverändert|(?:bekannte[sn]?|übliche[sn]?|gewohnte[sn]?) (?:konto|bankverbindung)/i,
  wages:
    /(?:gehalt|lohn)s?(?:zahlung|konto|überweisung)?\b[^.]{0,80}(?:neue[ns]?|andere[ns]?|geänderte[ns]?) (?:konto|iban|bankverbindung)|(?:neue[ns]?|andere[ns]?|geänderte[ns]?) (?:konto|iban|bankverbindung)[^.]{0,80}(?:gehalt|lohn)/i,
  secret: /vertraulich|diskret|im meeting|nicht telefonieren/i,
  tellNobody:
    /(?:sprech|red|sag|erzähl)\w*[^.\n]{0,40}niemandem|mit niemandem[^.\n]{0,30}(?:sprech|red|teil)|streng vertraulich|stillschweigen|ausschließlich (?:mit (?:ihm|mir|uns)|per e-?mail)|sprechen sie mich[^.\n]{0,40}nicht[^.\n]{0,10}\ban\b/i,
  notByTelephone:
    /im meeting|in einer besprechung|nicht telefonieren|nur per e-?mail|telefonisch[^.\n]{0,30}(?:nicht|schlecht)[^.\n]{0,12}erreichbar/i,
  qrCode: /QR-?Code/i,
  haste: /dringend|sofort|heute|umgehend|\bschnell\b/i,
  deadline:
    /innerhalb (?:von )?(?:der nächsten )?\d{1,2} (?:stunden|tagen?)|\bin \d{1,2} stunden\b|\b(?:umgehend|sofort|letzte (?:mahnung|erinnerung)|sonst|andernfalls)\b|läuft[^.]{0,20}heute[^.]{0,8}ab/i,
  claim:
    /(?:paket|sendung|lieferung)[^.]{0,80}(?:zurückgehalten|nicht zugestellt|zollgebühr|wartet (?:beim zoll|auf ihre zahlung))|(?:steuer)?(?:erstattung|rückzahlung|rückerstattung)[^.]{0,60}(?:beantragen|erhalten|anspruch)|anspruch auf[^.]{0,30}(?:erstattung|rückzahlung)/i,
  loss: /gesperrt|sperrung|gelöscht|deaktiviert|mahngebühr|geht\b[^.]{0,30}zurück|retourn/i,
  byWhen: /innerhalb|\bbis (?:zum|spätestens)|\b(?:sonst|andernfalls|umgehend)\b/i,
  act: /bestätigen|bezahlen|begleichen|aktualisieren|anmelden|verifizieren|hinterlegen/i,
  windfall: /erstattung|rückzahlung|zu viel (?:be|ge)zahlt|gewonnen|gutschrift/i,
  details: /(?:konto|bank|karten)(?:daten|verbindung|nummer)/i,
  othersPassword:
    /(?:mit|über) (?:ihrem|ihren) (?:e-?mail|firmen|dienstlichen|geschäftlichen|microsoft|office)[- ]?\S* ?(?:passwort|kennwort|konto|zugangsdaten)[^.\n]{0,12}\ban\b|\b(?:anmeldung|login|anmelden|einloggen)\b[^.\n]{0,30}\b(?:mit|über) (?:ihr|dein|dem|den)\w* ?(?:üblichen |gewohnten )?(?:e-?mail|firmen|dienst|geschäfts|unternehmens|microsoft|office|windows)\S*/i,
  everyday:
    /rechnung|bestellung|angebot|zahlung|lieferung|mahnung|frachtbrief|sendung|abmahnung|urheberrecht|steuer|finanzamt/i,
  notYou: /falls sie (?:das |dies )?nicht|wenn sie (?:das |dies )?nicht/i,
  elseLost: /(?:andernfalls|sonst)[^.\n]{0,60}(?:gesperrt|gelöscht)/i,
  giftCards:
    /(?:geschenk|guthaben|gutschein)karte\w*[\s\S]{0,100}(?:kauf|besorg|codes?\b)|(?:kauf|besorg)[\s\S]{0,100}(?:geschenk|guthaben|gutschein)karte/i,
  guardOff:
    /(?:virenscanner|virenschutz|antivirus\S*|schutzsoftware|defender|firewall)[^\n]{0,100}(?:deaktivier|ausschalt|abschalt|ignorier)|(?:deaktivier|schalten|ignorier)[^.\n]{0,40}(?:virenscanner|virenschutz|antivirus|schutzsoftware|defender|firewall)/i,
  paste: /einfügen|fügen sie[^.\n]{0,60}\bein\b/i,
  enable: /\b(?:inhalt|inhalte|makros?|bearbeitung) (?:zu )?aktivier|„?(?:inhalt|bearbeitung) aktivieren/i,
  unseen:
    /(?:nicht[^.]{0,20}(?:angezeigt|lesbar|dargestellt)|geschützt|anzeig)[\s\S]{0,80}(?:inhalt|bearbeitung|makros?) aktivieren/i,
  charge: /bezahlt|abgebucht|abbuchung|belastet|verlängert|abonnement|bestellung/i,
  denied: /nicht (?:von ihnen )?(?:autorisiert|veranlasst|bestellt|getätigt|beauftragt)|stornier|erstattung/i,
  ring: /\brufen\b|anrufen|telefonisch|hotline/i,
  watched: /kamera|aufgenommen|gehackt|trojaner|porno|schadsoftware/i,
  spreads: /kontakte|veröffentlich|verschick|schicke ich|freunde|familie/i,
  pays: /zahl|überweis/i,
  orElse: /\b(?:wenn|falls|sollten) sie\b|\b(?:andernfalls|sonst)\b/i,
  easyWork:
    /(?:homeoffice|heimarbeit|nebenjob|von zu ?hause)[\s\S]{0,200}(?:keine (?:erfahrung|vorkenntnisse)|stunden? (?:am|pro) tag|im monat|pro (?:tag|monat|woche))/i,
  enclosed: /(?:im|als|dem) anhang|beigefügt|anbei|siehe (?:die )?(?:neue|beiliegende|angehängte)/i,
  pay: /(?:zahlung|überweisung)[^.\n]{0,30}(?:veranlassen|tätigen|benötige)|überweisen sie/i,
  passwordTyped: /(?:passwort|kennwort)[^.\n]{0,40}(?:ein(?:geben|tragen|zugeben)|angeben|bestätigen)/i,
  neverAsked: /\b(?:niemals|nie|nicht)\b[^.\n]{0,60}(?:passwort|kennwort)/i,
  secretByReply: /(?:antworten|senden|teilen) sie[^.]{0,60}(?:passwort|kennwort|zugangsdaten)/i,
}
