import type { Language } from './language.ts'

export const DUTCH: Language = {
  spoken:
    'de het een en van is zijn uw u wij we ik niet voor met op om te dat die aan bij naar wordt heeft hebben kunt dan als deze dit onze ons mij me je er nog',
  accountLost:
    /(?:betaalpas|\bpas)[^.]{0,60}(?:geblokkeerd|opgeschort)|(?:mailbox|postvak|account|wachtwoord|rekening|toegang|kaart|tweestapsverificatie)[^.]{0,60}(?:geblokkeerd|opgeschort|verloopt|verlopen|beperkt|gedeactiveerd|\bvol\b|opslaglimiet)|(?:berichten|e-?mails?)[^.]{0,30}(?:in quarantaine|vastgehouden|in behandeling)|ongebruikelijke (?:aanmelding|inlogpoging|activiteit)/i,
  caretaker:
    /ict-?(?:afdeling|beheer|helpdesk|servicedesk)|it-?(?:afdeling|beheer|servicedesk)|systeembeheer(?:der)?|(?:mail|netwerk)beheerder/i,
  transfer: /betaling|overmaken|overschrijving|overboek/i,
  changedAccount:
    /nieuwe? (?:bank)?rekening\S*|gewijzigd\S* (?:bank)?rekening\S*|(?:rekening(?:nummer)?|bankgegevens)[^.]{0,40}(?<!niet )(?:gewijzigd|veranderd)/i,
  accountBarred: /rekening[^.\n]{0,80}(?:geblokkeerd|bevroren|beslag)/i,
  unchanged: /(?:bekende|vertrouwde|gebruikelijke) rekening|ongewijzigd/i,
  wages: /(?:salaris|loon)[^.]{0,60}(?:nieuwe|andere) rekening|(?:nieuwe|andere) rekening[^.]{0,60}(?:salaris|loon)/i,
  secret: /vertrouwelijk|discreet|in een vergadering/i,
  tellNobody:
    /(?:spreek|praat|deel|zeg)\w*[^.\n]{0,30}(?:met|tegen) niemand|niemand (?:iets|hierover)|strikt vertrouwelijk/i,
  notByTelephone:
    /in een vergadering|(?:niet|slecht) (?:telefonisch )?bereikbaar|alleen (?:per|via) (?:e-?)?mail|\bmail alleen\b/i,
  qrCode: /QR-?code/i,
  haste: /vandaag|dringend|direct nog|onmiddellijk|spoed|\bsnel\b/i,
  deadline:
    /binnen \d{1,2} (?:uur|dagen)|\b(?:onmiddellijk|dringend)\b|laatste (?:herinnering|waarschuwing)|om[^.]{0,40}te voorkomen|verloopt vandaag/i,
  claim:
    /(?:pakket|zending|bestelling)[^.]{0,80}(?:douane|invoer|vastgehouden|niet worden bezorgd)|(?:belasting)?teruggave[^.]{0,60}(?:ontvangen|aanvragen)|recht op[^.]{0,30}(?:teruggave|terugbetaling)|boete[^.]{0,40}(?:openstaa|betalen)/i,
  loss: /geblokkeerd|opgeschort|verwijderd|gedeactiveerd|retour|verhoging/i,
  byWhen: /\bbinnen\b|\bv[oó]{2}r \d|\banders\b|uiterlijk/i,
  act: /bevestig|betaal|verifieer|vul[^.]{0,30}\bin\b|werk[^.]{0,20}bij\b|log in/i,
  windfall: /teruggave|terugbetaling|compensatie|prijs gewonnen/i,
  details: /bankgegevens|(?:rekening|kaart)(?:gegevens|nummer)/i,
  othersPassword:
    /log in met uw (?:zakelijke |werk-? ?)?(?:e-?mail|microsoft|office)[\w-]*(?:account|adres| en wachtwoord)?/i,
  everyday: /factuur|bestelling|offerte|betaling|vrachtbrief|zending|aanmaning|belasting|boete/i,
  notYou: /als u dit niet (?:was|heeft)|was u dit niet/i,
  elseLost: /\banders\b[^.\n]{0,60}(?:geblokkeerd|verwijderd|opgeschort)/i,
  giftCards:
    /cadeau(?:kaart|bon)\w*[\s\S]{0,100}(?:koop|kopen|codes?\b)|(?:koop|kopen|haal)[\s\S]{0,100}cadeau(?:kaart|bon)/i,
  guardOff:
    /(?:virusscanner|antivirus\S*|firewall|defender)[^\n]{0,100}(?:uitschakel|\buit\b|negeer)|(?:schakel|zet|negeer)[^.\n]{0,40}(?:virusscanner|antivirus|firewall|defender)/i,
  paste: /\bplak(?:ken)?\b/i,
  enable: /(?:inhoud|bewerken|macro.?s) inschakelen/i,
  unseen: /(?:weergegeven|beveiligd|leesbaar)[\s\S]{0,80}(?:inhoud|bewerken|macro.?s) inschakelen/i,
  charge: /afgeschreven|verlengd|abonnement|bestelling|betaald/i,
  denied:
    /niet (?:zelf )?(?:goedgekeurd|geautoriseerd|herkent|besteld)|niet[^.]{0,20}goedgekeurd|annuleren|terugbetaling/i,
  ring: /\bbel(?:t|len)?\b|telefoon/i,
  watched: /webcam|gefilmd|opgenomen|gehackt|porno|spyware/i,
  spreads: /contacten|familie|vrienden|publiceer|stuur ik/i,
  pays: /betaal|overmak/i,
  orElse: /\bals u\b[^.]{0,30}\bniet\b|\banders\b/i,
  easyWork: /(?:thuiswerk|vanuit huis|bijbaan)[\s\S]{0,200}(?:geen ervaring|uur per dag|per maand|per dag)/i,
  enclosed: /bijlage|bijgevoegd|bijgaand/i,
  pay: /betaling[^.\n]{0,30}(?:uitvoeren|verrichten|overmaken)|spoedbetaling|maak[^.]{0,60}\bover\b/i,
  passwordTyped: /(?:vul|voer|typ)[^.\n]{0,40}wachtwoord/i,
  neverAsked: /\bnooit\b[^.\n]{0,60}wachtwoord/i,
  secretByReply: /\b(?:stuur|antwoord|beantwoord)\b[^.]{0,60}\buw wachtwoord/i,
}
