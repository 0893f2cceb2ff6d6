import type { Language } from './language.ts'

export const ITALIAN: Language = {
  spoken:
    'il lo la i gli le un una di del della dei che e è in con per non si suo sua suoi sono ha abbiamo al alla da dal questo questa nostro nostra nostre se più mi ci oggi',
  accountLost:
    /(?:conto|account|casella|password|carta|autenticazione)[^.]{0,60}(?:sospes|bloccat|limitat|scad|disattivat|\bpien[ao]\b|spazio)|bloccato la sua carta|messaggi[^.]{0,30}(?:in quarantena|in attesa|bloccati)|accesso (?:insolito|sospetto|anomalo)/i,
  caretaker:
    /assistenza (?:it|tecnica|informatica)|amministratore(?: di sistema)?|ufficio informatico|servizio informatico/i,
  transfer: /bonifico|pagament/i,
  changedAccount:
    /(?:nuov[oe]|cambio|seguente) (?:iban|conto(?: corrente)?|coordinate bancarie)|(?:coordinate bancarie|iban|conto)[^.]{0,40}(?<!non )(?:cambiat|modificat|aggiornat)|conto\b[^.\n]{0,80}(?:bloccat|sospes)/i,
  accountBarred: /conto\b[^.\n]{0,80}(?:bloccat|congelat|pignorat|verifica fiscale)/i,
  unchanged: /conto abituale|invariat/i,
  wages:
    /(?:nuovo|cambiare|altro|aggiornare)[^.]{0,60}(?:conto|iban|coordinate)[^.]{0,80}stipendio|stipendio[^.]{0,80}(?:nuovo|altro|cambia\S*|aggiorna\S*)[^.]{0,30}(?:conto|iban|coordinate)/i,
  secret: /riservatezza|(?:strettamente|assolutamente) riservat|in via riservata|confidenzial/i,
  tellNobody: /non (?:ne )?parl|(?:parl|dic|discut)\w*[^.\n]{0,30}(?:con|a) nessuno|strettamente riservat/i,
  notByTelephone: /in riunione|non posso (?:rispondere|parlare)|(?:soltanto|solo|esclusivamente) (?:via|per) e-?mail/i,
  qrCode: /codice QR|QR ?code/i,
  haste: /urgente|\boggi\b|subito|immediatamente|al più presto/i,
  deadline: /\b(?:entro|nelle prossime|tra) \d{1,2} ?(?:ore|h\b|giorni)|immediatamente|urgente|per evitare|scade oggi/i,
  claim:
    /(?:pacco|spedizione|ordine)[^.]{0,80}(?:dogan|in sospeso|trattenut|bloccat|giacenza|non può essere)|rimborso[^.]{0,60}(?:ricever|richied)|diritto a un rimborso|(?:multa|pedaggio)[^.]{0,40}(?:non pagat|insolut)/i,
  loss: /sospes|bloccat|maggiorazione|disattivat|eliminat|restituit/i,
  byWhen: /\b(?:entro|altrimenti)\b|per evitare/i,
  act: /verifi(?:chi|car)|confermi|conferma|paghi|pagare|aggiorn|inserisca|acceda/i,
  windfall: /rimborso|premio|indennizzo/i,
  details: /coordinate bancarie|dati (?:bancari|della carta)|numero (?:di|della) carta/i,
  othersPassword:
    /password (?:della tua|della sua) (?:e-?mail|casella)|(?:acced[ai]|effettui l.accesso|si autentichi)[^.]{0,20}\bcon (?:il suo|la sua|le sue) (?:account|e-?mail|credenziali|casella)(?:[^.]{0,30}(?:e-?mail|aziendal|password|microsoft|office))/i,
  everyday:
    /fattura|ordine|pagamento|preventivo|spedizione|bolla|sollecito|bonifico|avviso|tribut|impost|\biva\b|multa/i,
  notYou: /se non (?:sei stato|è stato) (?:tu|lei)|se non riconosce/i,
  elseLost: /altrimenti[^.\n]{0,60}(?:sospes|bloccat|eliminat)/i,
  giftCards:
    /(?:carte|buoni) regalo[\s\S]{0,100}(?:acquist|compr|codici)|(?:acquist|compr)[\s\S]{0,100}(?:carte|buoni) regalo/i,
  guardOff:
    /(?:antivirus|firewall|defender)[^\n]{0,100}(?:disattiv|disabilit|ignor)|(?:disattiv|disabilit|ignor)[^.\n]{0,40}(?:antivirus|firewall|defender)/i,
  paste: /incoll/i,
  enable: /(?:abilita|attiva)(?:re)? (?:il )?(?:contenuto|modifica|macro)/i,
  unseen: /(?:visualizzat|protett|leggibil)[\s\S]{0,80}(?:abilita|attiva)(?:re)? (?:il )?(?:contenuto|modifica|macro)/i,
  charge: /addebitat|rinnovat|abbonamento|ordine|acquisto/i,
  denied: /non (?:ha )?(?:autorizzat|riconosc|effettuat)|annullar|rimborso/i,
  ring: /\bchiam[ai]|telefon|contatti/i,
  watched: /webcam|telecamera|ripres|registrat|violato|hackerat|adulti|porno/i,
  spreads: /contatti|famiglia|amici|pubblic|invierò/i,
  pays: /\bpag(?:a|are|hi)\b|versi/i,
  orElse: /altrimenti|\bse non\b/i,
  easyWork:
    /(?:lavoro da casa|da remoto|smart working)[\s\S]{0,200}(?:(?:non serve|senza) esperienza|ore al giorno|al mese|al giorno)/i,
  enclosed: /allegat|in allegato/i,
  pay: /(?:effettu|procedere)[^.\n]{0,30}(?:pagament|bonifico)|bonifico urgente/i,
  passwordTyped: /(?:inserisc|digit)[^.\n]{0,40}password/i,
  neverAsked: /\bmai\b[^.\n]{0,60}password/i,
  secretByReply: /(?:rispond|invi)[^.]{0,60}(?:la sua|la tua) password/i,
}
