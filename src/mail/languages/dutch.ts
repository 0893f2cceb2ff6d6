import { anyOf, inOneSentence, type Language } from './language.ts'

export const DUTCH: Language = {
  spoken:
    'de het een en van is zijn uw u wij we ik niet voor met op om te dat die aan bij naar wordt heeft hebben kunt dan als deze dit onze ons mij me je er nog',
  accountLost: anyOf(
    /account[^.\n]{0,16}uitgeschakeld/,
    inOneSentence([/mailbox|postvak|e-?mailwachtwoord/, /\bvol\b|geweigerd|niet meer geldig|verlopen/], /ontvanger/),
    /(?:betaalpas|\bpas)[^.]{0,60}(?:geblokkeerd|opgeschort)|(?:mailbox|postvak|account|wachtwoord|rekening|toegang|kaart|tweestapsverificatie)[^.]{0,60}(?:geblokkeerd|opgeschort|verloopt|verlopen|beperkt|gedeactiveerd|\bvol\b|opslaglimiet)|(?:berichten|e-?mails?)[^.]{0,30}(?:in quarantaine|vastgehouden|in behandeling)|ongebruikelijke (?:aanmelding|inlogpoging|activiteit)/,
    /(?:mailbox|postvak)[^.\n]{0,40}limiet|berichten konden niet|(?:e-?mail)?account[^.\n]{0,24}gesloten|verliest de toegang|wachtwoord vervalt/,
  ),
  caretaker:
    /ict-?(?:afdeling|beheer|helpdesk|servicedesk)|it-?(?:afdeling|beheer|servicedesk)|systeembeheer(?:der)?|(?:mail|netwerk)beheerder/i,
  transfer: /betaling|overmaken|overschrijving|overboek/i,
  changedAccount: anyOf(
    /gebruiken[^.\n]{0,40}rekening[^.\n]{0,24}niet meer/,
    inOneSentence([/(?:oude|vorige) (?:iban|rekening\w*)/, /verwijder|\bniets?\b|vervang|schrap/]),
    inOneSentence(
      [/betal|factu|overmak/, /(?:ander|andere|nieuw|nieuwe) (?:rekening\w*|iban|bank)\b/],
      /\buw (?:nieuwe|rekening)/,
    ),
    /(?:bij|naar) een andere bank\b|nieuwe iban|(?:iban|rekeningnummer)[^.\n]{0,30}(?:klopt niet|niet meer)|andere rekening\b|(?:vervang|wijzig)\w*[^.\n]{0,16}(?:onze|ons) (?:bankgegevens|rekening|iban)(?![^.\n]{0,12}nooit)/,
    /nieuwe? (?:bank)?rekening\S*|gewijzigd\S* (?:bank)?rekening\S*|(?:rekening(?:nummer)?|bankgegevens)[^.]{0,40}(?<!niet )(?:gewijzigd|veranderd)/,
    /(?:overgestapt naar|veranderd van|gewisseld van|nieuwe|andere) (?:een andere )?bank\b|(?:oude|vorige) rekening[^.\n]{0,40}(?:opgeheven|gesloten|niet|niets)|iban[^.\n]{0,40}(?:niet meer|onjuist|vervallen)|(?:betaal|bank|rekening)gegevens[^.\n]{0,40}(?:aan te passen|aanpassen|bijgewerkt|bij te werken|wijzig)|rekening van onze (?:moeder|zuster|dochter)/,
  ),
  accountBarred: anyOf(
    /(?:belastingdienst|fiscus)[^.\n]{0,40}(?:controle\w*|onderzoek|audit)[^.\n]{0,40}rekening|rekening[^.\n]{0,60}(?:kan|mag) geen?[^.\n]{0,40}(?:ontvang|betalingen|valuta)/,
    /rekening[^.\n]{0,80}(?:geblokkeerd|bevroren|beslag)/,
    /rekening[^.\n]{0,60}(?:gecontroleerd|onderzoek|audit)|(?:audit|belastingcontrole)[^.\n]{0,60}(?:rekening|betalingen)/,
  ),
  unchanged:
    /(?:op|naar) (?:de|onze) (?:bekende|vertrouwde|gebruikelijke) rekening|(?:rekening|iban|bankgegevens)\S*[^.\n]{0,30}(?:ongewijzigd|hetzelfde|niet gewijzigd)/i,
  wages: anyOf(
    /(?:salaris|loon)[^.]{0,60}(?:nieuwe|andere) rekening|(?:nieuwe|andere) rekening[^.]{0,60}(?:salaris|loon)/,
    /rekeningnummer[^.\n]{0,40}(?:salaris|loon)|(?:salaris|loon)[^.\n]{0,40}andere rekening/,
  ),
  secret: /vertrouwelijk|discreet|in een vergadering/i,
  tellNobody: anyOf(
    /geheim (?:blijven|houden)/,
    inOneSentence(
      [
        /\b(?:zeg|vertel|deel|bespreek|praat|informeer)\b/,
        /\bniets?\b|niemand/,
        /niemand|collega|anderen|kantoor|team/,
      ],
      /aarzel|\bals\b/,
    ),
    /zeg[^.\n]{0,12}(?:niets|nog niets)[^.\n]{0,12}tegen|praat[^.\n]{0,20}niet[^.\n]{0,10}collega/,
    /(?:spreek|praat|deel|zeg)\w*[^.\n]{0,30}(?:met|tegen) niemand|niemand (?:iets|hierover)|strikt vertrouwelijk/,
    /onder ons blijven|(?:vertel|zeg|noem)[^.\n]{0,16}(?:aan|tegen) niemand|houd (?:dit|het)[^.\n]{0,12}voor uzelf|bespreek dit niet|informeer[^.\n]{0,12}niemand|volledige discretie/,
  ),
  notByTelephone: anyOf(
    inOneSentence([/\bbellen\b|telefonisch|mobiel/, /\bniet\b|\bgeen\b|slecht|onmogelijk/], /aarzel|\bals\b|\buren\b/),
    /niet (?:aan de telefoon|bellen)/,
    /in een vergadering|(?:niet|slecht) (?:telefonisch )?bereikbaar|alleen (?:per|via) (?:e-?)?mail|\bmail alleen\b/,
    /niet bellen|bel (?:me|mij) niet|in (?:een bespreking|overleg)|(?:telefoon|mobiel)[^.\n]{0,8}(?:kapot|kwijt|stuk)/,
  ),
  qrCode: /QR-?code/i,
  haste: /vandaag|dringend|direct nog|onmiddellijk|spoed|\bsnel\b/i,
  deadline: anyOf(
    /tot (?:vandaag|vanavond|morgen)[^.\n]{0,8}de tijd/,
    /na deze termijn/,
    /binnen \d{1,2} (?:uur|dagen)|\b(?:onmiddellijk|dringend)\b|laatste (?:herinnering|waarschuwing)|om[^.]{0,40}te voorkomen|verloopt vandaag/,
    /\d{1,2} uur de tijd|nog \d{1,2} uur|zonder reactie|laatste aanmaning|onderneem nu actie|uiterlijk (?:vandaag|morgen)|voor morgen|vóór morgen/,
  ),
  claim:
    /(?:pakket|zending|bestelling)[^.]{0,80}(?:douane|invoer|vastgehouden|niet worden bezorgd)|(?:belasting)?teruggave[^.]{0,60}(?:ontvangen|aanvragen)|recht op[^.]{0,30}(?:teruggave|terugbetaling)|boete[^.]{0,40}(?:openstaa|betalen)/i,
  loss: anyOf(
    /geblokkeerd|opgeschort|verwijderd|gedeactiveerd|retour|verhoging/,
    /(?:account|toegang|rekening)[^.\n]{0,20}gesloten|raakt[^.\n]{0,24}kwijt|incasso|extra kosten|juridische stappen/,
  ),
  byWhen: /\bbinnen\b|\bv[oó]{2}r \d|\banders\b|uiterlijk/i,
  act: /bevestig|betaal|verifieer|vul[^.]{0,30}\bin\b|werk[^.]{0,20}bij\b|log in/i,
  windfall: /teruggave|terugbetaling|compensatie|prijs gewonnen/i,
  details: /bankgegevens|(?:rekening|kaart)(?:gegevens|nummer)/i,
  othersPassword: anyOf(
    inOneSentence([/wachtwoord van uw (?:e-?mail|mailbox|postvak)/, /bevestig|vo(?:er|eg)|vul|geef/], /nooit/),
    /(?:meld u aan|log in) met uw (?:microsoft|office)[^.\n]{0,30}(?:document|bestand|bericht)/,
    /log in met uw (?:zakelijke |werk-? ?)?(?:e-?mail|microsoft|office)[\w-]*(?:account|adres| en wachtwoord)?/,
    /wachtwoord van uw mailbox|(?:uw )(?:outlook|office|microsoft|zakelijke)-?(?: ?inlog)?gegevens|(?:meld u aan|log in) met uw (?:zakelijke|werk)\S* ?(?:account|gegevens)|e-?mailadres en wachtwoord[^.\n]{0,24}(?:bestand|document|bericht)/,
  ),
  everyday: /factuur|bestelling|offerte|betaling|vrachtbrief|zending|aanmaning|belasting|boete/i,
  notYou: anyOf(/als u dit niet (?:was|heeft)|was u dit niet/, /was u dit niet/),
  elseLost: /\banders\b[^.\n]{0,60}(?:geblokkeerd|verwijderd|opgeschort)/i,
  giftCards:
    /cadeau(?:kaart|bon)\w*[\s\S]{0,100}(?:koop|kopen|codes?\b)|(?:koop|kopen|haal)[\s\S]{0,100}cadeau(?:kaart|bon)/i,
  guardOff: anyOf(
    /(?:stop|pauzeer|onderbreek)\w*[^.\n]{0,20}(?:virusscanner|antivirus)|(?:virusscanner|antivirus)[^.\n]{0,30}(?:even|tijdelijk)[^.\n]{0,20}(?:stop|pauze)/,
    inOneSentence([/virusscanner|antivirus/, /waarschuw|meldt|blokke/, /\bsta\b|toestaan|negeer|toelaten/], /nooit/),
    /(?:virusscanner|antivirus\S*|firewall|defender)[^\n]{0,100}(?:uitschakel|\buit\b|negeer)|(?:schakel|zet|negeer)[^.\n]{0,40}(?:virusscanner|antivirus|firewall|defender)/,
    /meer informatie[^.\n]{0,30}toch uitvoeren/,
  ),
  paste: /\bplak(?:ken)?\b/i,
  enable: /(?:inhoud|bewerken|macro.?s) inschakelen/i,
  unseen: /(?:weergegeven|beveiligd|leesbaar)[\s\S]{0,80}(?:inhoud|bewerken|macro.?s) inschakelen/i,
  charge: /afgeschreven|verlengd|abonnement|bestelling|betaald/i,
  denied: anyOf(
    /niet (?:zelf )?(?:goedgekeurd|geautoriseerd|herkent|besteld)|niet[^.]{0,20}goedgekeurd|annuleren|terugbetaling/,
    /was u dit niet|niet (?:zelf )?gedaan/,
  ),
  ring: anyOf(/\bbel(?:t|len)?\b|telefoon/, /neem contact op via/),
  watched: /webcam|gefilmd|opgenomen|gehackt|porno|spyware/i,
  spreads: /contacten|familie|vrienden|publiceer|stuur ik/i,
  pays: /betaal|overmak/i,
  orElse: anyOf(
    /\bals u\b[^.]{0,30}\bniet\b|\banders\b/,
    /zo niet|in het andere geval|indien niet|(?:laatste|enige) waarschuwing|weiger/,
  ),
  easyWork: /(?:thuiswerk|vanuit huis|bijbaan)[\s\S]{0,200}(?:geen ervaring|uur per dag|per maand|per dag)/i,
  enclosed: /bijlage|bijgevoegd|bijgaand/i,
  pay: anyOf(
    /betaling[^.\n]{0,30}(?:uitvoeren|verrichten|overmaken)|spoedbetaling|maak[^.]{0,60}\bover\b/,
    /overschrijving doen|factuur betalen/,
  ),
  passwordTyped: anyOf(
    /(?:vul|voer|typ)[^.\n]{0,40}wachtwoord/,
    /formulier[^.\n]{0,40}wachtwoord|wachtwoord[^.\n]{0,24}formulier/,
  ),
  neverAsked: /\bnooit\b[^.\n]{0,60}wachtwoord/i,
  secretByReply: anyOf(
    /(?:mail|stuur|geef)[^.\n]{0,10}uw gebruikersnaam en wachtwoord/,
    /\b(?:stuur|antwoord|beantwoord)\b[^.]{0,60}\buw wachtwoord/,
    /(?:geef|stuur)[^.\n]{0,12}uw (?:huidige )?wachtwoord|stuur[^.\n]{0,10}de code[^.\n]{0,30}(?:sms|ontvangen)|(?:beantwoord|antwoord)[^.\n]{0,40}wachtwoord/,
  ),
  paidTooMuch:
    /(?:dubbel|tweemaal|twee keer|per (?:abuis|ongeluk|vergissing)|te veel)[^.\n]{0,60}(?:betaald|overgemaakt|overgeboekt|voldaan)|(?:betaald|overgemaakt|overgeboekt)[^.\n]{0,40}(?:dubbel|tweemaal|twee keer|te veel)|dubbele betaling/i,
  paidBack:
    /terug(?:bet|gest|stort|te (?:storten|betalen|boeken)|boek|overma)|stort\w*[^.\n]{0,60}terug|restitu|retour(?:neren|boek)/i,
  payerGone:
    /(?:oorspronkelijke|oude|vorige|verzendende|betalende)[^.\n]{0,8} ?(?:rekening|bankrekening)[^.\n]{0,60}(?:opgeheven|gesloten|niet meer|geblokkeerd|bestaat niet)|rekening waarvan[^.\n]{0,60}(?:opgeheven|gesloten|niet meer|geblokkeerd)/i,
  register:
    /(?:bedrijven|handels|ondernemers|merken|btw|privacy)[\w-]*(?:register|gids|index|databank)|\b(?:register|gids)\b[^.\n]{0,40}\b(?:bedrijven|ondernemingen|merken)/i,
  registerEntry: /vermelding|inschrijving|registratie|publicatie/i,
  feeDue: /overmaken|te betalen|betaling|voldoen|bijdrage/i,
  cardCode:
    /kaartnummer[\s\S]{0,120}(?:\bcv[cv]2?\b|beveiligingscode|drie cijfers|3 cijfers)|(?:\bcv[cv]2?\b|beveiligingscode)[\s\S]{0,120}kaartnummer/i,
  formBack:
    /(?:retourneer|terugstur|stuur|antwoord|vul)\w*[^.\n]{0,80}(?:formulier|kaart|gegevens)|formulier[^.\n]{0,60}(?:retour|terug|invul|in te vullen|sturen)/i,
  moneyAlarm:
    /(?:overboeking|betaling|afschrijving|transactie)[^.\n]{0,80}(?:tegengehouden|geblokkeerd|verdacht|geprobeerd|gestopt)|geprobeerd[^.\n]{0,60}(?:over te (?:boeken|maken)|te betalen)|(?:tegengehouden|geblokkeerd|verdacht|geprobeerd|gestopt)\w*[^.\n]{0,40}(?:overboeking|betaling|afschrijving|transactie)/i,
  safeAccount: /(?:veilige|beveiligde|kluis|technische)-? ?rekening|kluisrekening/i,
}
