import { anyOf, inOneSentence, type Language } from './language.ts'

export const ITALIAN: Language = {
  spoken:
    'il lo la i gli le un una di del della dei che e è in con per non si suo sua suoi sono ha abbiamo al alla da dal questo questa nostro nostra nostre se più mi ci oggi',
  accountLost: anyOf(
    inOneSentence(
      [/casella|posta in arrivo|password (?:di posta|e-?mail)/, /\bpien|esaurit|respint|scad|non è più valid/],
      /destinatario/,
    ),
    /(?:conto|account|casella|password|carta|autenticazione)[^.]{0,60}(?:sospes|bloccat|limitat|scad|disattivat|\bpien[ao]\b|spazio)|bloccato la sua carta|messaggi[^.]{0,30}(?:in quarantena|in attesa|bloccati)|accesso (?:insolito|sospetto|anomalo)/,
    /(?:casella|account)[^.\n]{0,30}(?:limite|chius)|messaggi non (?:sono stati )?(?:recapitat|consegnat)|perderà l.accesso/,
  ),
  caretaker:
    /assistenza (?:it|tecnica|informatica)|amministratore(?: di sistema)?|ufficio informatico|servizio informatico/i,
  transfer: /bonifico|pagament/i,
  changedAccount: anyOf(
    /non (?:pag|vers|bonific)\w+ più|cambi\w+ di (?:istituto|banca)/,
    inOneSentence([/(?:vecchio|precedente) (?:iban|conto)/, /elimin|cancell|\bnon\b|sostitu/]),
    inOneSentence(
      [/pagament|fattur|bonific/, /(?:conto|banca) divers|(?:altro|nuovo|diverso) (?:conto|iban)|altra banca/],
      /\b(?:suo|vostro) (?:nuovo|conto)/,
    ),
    /passati a un.altra banca|(?:conto|iban)[^.\n]{0,40}non (?:è più|più) (?:attiv|valid|in uso)|(?:sostitu|modific|aggiorn)\w*[^.\n]{0,16}(?:nostr[eo]|il|le|l.) ?(?:iban|conto|coordinate)|altra banca\b/,
    /(?:nuov[oe]|cambio) (?:iban|conto(?: corrente)?|coordinate bancarie)|(?:coordinate bancarie|iban|conto)[^.]{0,40}(?<!non )(?:cambiat|modificat|aggiornat)|conto\b[^.\n]{0,80}(?:bloccat|sospes)/,
    /cambiato banca|cambio (?:di )?banca|coordinate (?:bancarie|di pagamento)[^.\n]{0,24}(?:variat|nuov)|(?:vecchio|precedente) (?:conto|iban)[^.\n]{0,40}(?:chius|non|dismess)|non utilizzare[^.\n]{0,16}(?:vecchio|precedente) conto|iban[^.\n]{0,40}(?:non è più valid|errat)|\baltro conto\b|conto della (?:nostra )?(?:capogruppo|controllata|consociata)/,
  ),
  accountBarred: anyOf(
    /(?:fisco|agenzia delle entrate|guardia di finanza)[^.\n]{0,40}(?:verific|controll|ispezion)[^.\n]{0,40}(?:conto|banca)|conto[^.\n]{0,60}non p(?:uò|otrà)[^.\n]{0,12}(?:ricev|accett|incass)/,
    /conto\b[^.\n]{0,80}(?:bloccat|congelat|pignorat|verifica fiscale)/,
    /(?:revisione|verifica|audit|controllo fiscale)[^.\n]{0,60}conto|conto\b[^.\n]{0,60}(?:revisione|non può ricevere)/,
  ),
  unchanged: /(?:conto|iban|coordinate)[^.\n]{0,30}(?:invariat|rest\w+ l\w+ stess|non (?:è|sono) cambiat)/i,
  wages: anyOf(
    /(?:nuovo|cambiare|altro|aggiornare)[^.]{0,60}(?:conto|iban|coordinate)[^.]{0,80}stipendio|stipendio[^.]{0,80}(?:nuovo|altro|cambia\S*|aggiorna\S*)[^.]{0,30}(?:conto|iban|coordinate)/,
    /(?:coordinate|iban|conto)[^.\n]{0,60}stipendio/,
  ),
  secret: /riservatezza|(?:strettamente|assolutamente) riservat|in via riservata|confidenzial/i,
  tellNobody: anyOf(
    /mantenga il (?:segreto|riserbo)|\b(?:solo|soltanto) (?:tu e io|io e te|lei e io|noi due)\b|non parlarne\b|non dirlo a/,
    inOneSentence(
      [/\b(?:ne )?(?:parli|dica|informi|condivida)\b/, /\bnon\b/, /nessuno|colleghi|ufficio|altri/],
      /esit|\bse\b/,
    ),
    /non (?:lo |ne )?(?:dica|dire|parli)[^.\n]{0,8}(?:ai|con i|a) (?:colleghi|nessuno|altri)/,
    /non (?:ne )?parl|(?:parl|dic|discut)\w*[^.\n]{0,30}(?:con|a) nessuno|strettamente riservat/,
    /(?:restare|rimanere) tra noi|parola con nessuno|non informare[^.\n]{0,12}collegh|(?:tenga|mantenga)[^.\n]{0,24}per sé|nessun altro[^.\n]{0,16}(?:conoscenza|sapere|saperlo)|massima discrezione/,
  ),
  notByTelephone: anyOf(
    inOneSentence([/telefon|chiamar|chiami|cellulare|chiamate/, /\bnon\b|impossibile/], /esit|\bse\b|orari/),
    /non posso (?:telefonare|parlare|rispondere|prendere chiamate)/,
    /in riunione|non posso (?:rispondere|parlare)|(?:soltanto|solo|esclusivamente) (?:via|per) e-?mail/,
    /non mi chiami|raggiungibile solo|(?:telefono|cellulare)[^.\n]{0,8}(?:guasto|rotto|perso|fuori uso)/,
  ),
  qrCode: /codice QR|QR ?code/i,
  haste: /urgente|\boggi\b|subito|immediatamente|al più presto/i,
  deadline: anyOf(
    /trascors\w (?:tale|questo) termine/,
    /\b(?:entro|nelle prossime|tra) \d{1,2} ?(?:ore|h\b|giorni)|immediatamente|urgente|per evitare|scade oggi/,
    /\d{1,2} ore di tempo|(?:restano|mancano)[^.\n]{0,8}\d{1,2} ore|in mancanza di (?:risposta|pagamento|riscontro)|ultimo (?:avviso|sollecito)|agisca (?:subito|ora)|entro (?:oggi|stasera|domani)/,
  ),
  claim:
    /(?:pacco|spedizione|ordine)[^.]{0,80}(?:dogan|in sospeso|trattenut|bloccat|giacenza|non può essere)|rimborso[^.]{0,60}(?:ricever|richied)|diritto a un rimborso|(?:multa|pedaggio)[^.]{0,40}(?:non pagat|insolut)/i,
  loss: anyOf(
    /sospes|bloccat|maggiorazione|disattivat|eliminat|restituit/,
    /(?:conto|account|accesso|servizio)[^.\n]{0,20}chius|dati[^.\n]{0,16}(?:persi|perduti)|vie legali|costi aggiuntivi|recupero crediti|penal[ei]\b/,
  ),
  byWhen: /\b(?:entro|altrimenti)\b|per evitare/i,
  act: /verifi(?:chi|car)|confermi|conferma|paghi|pagare|aggiorn|inserisca|acceda/i,
  windfall: /rimborso|premio|indennizzo/i,
  details: /coordinate bancarie|dati (?:bancari|della carta)|numero (?:di|della) carta/i,
  othersPassword: anyOf(
    inOneSentence(
      [/(?:password|credenziali) (?:di posta|della (?:posta|casella)|e-?mail)/, /conferm|inseri|valid|acced/],
      /\bmai\b/,
    ),
    /(?:acced|accesso|autentic)\w*[^.\n]{0,12}con (?:l.|la |il |le )?(?:sua |suo )?(?:e-?mail|account|credenziali|posta) aziendal/,
    /password (?:della tua|della sua) (?:e-?mail|casella)|(?:acced[ai]|effettui l.accesso|si autentichi)[^.]{0,20}\bcon (?:il suo|la sua|le sue) (?:account|e-?mail|credenziali|casella)(?:[^.]{0,30}(?:e-?mail|aziendal|password|microsoft|office))/,
    /password della sua casella|credenziali (?:aziendali|di (?:outlook|office|posta)|e-?mail)|account microsoft per visualizzare|indirizzo e-?mail e la password[^.\n]{0,24}(?:file|document|messagg)/,
  ),
  everyday:
    /fattura|ordine|pagamento|preventivo|spedizione|bolla|sollecito|bonifico|avviso|tribut|impost|\biva\b|multa/i,
  notYou: anyOf(/se non (?:sei stato|è stato) (?:tu|lei)|se non riconosce/, /non è stat[oa] lei\?/),
  elseLost: /altrimenti[^.\n]{0,60}(?:sospes|bloccat|eliminat)/i,
  giftCards:
    /(?:carte|buoni) regalo[\s\S]{0,100}(?:acquist|compr|codici)|(?:acquist|compr)[\s\S]{0,100}(?:carte|buoni) regalo/i,
  guardOff: anyOf(
    /(?:ferm|arrest|mett\w* in pausa)\w*[^.\n]{0,30}antivirus/,
    inOneSentence([/antivirus/, /segnal|avvis|blocc/, /consent|ignor|autorizz/], /\bmai\b/),
    /(?:antivirus|firewall|defender)[^\n]{0,100}(?:disattiv|disabilit|ignor)|(?:disattiv|disabilit|ignor)[^.\n]{0,40}(?:antivirus|firewall|defender)/,
    /(?:speng|chiud|sospend)\w*[^.\n]{0,10}(?:antivirus|firewall)/,
  ),
  paste: /incoll/i,
  enable: /(?:abilita|attiva)(?:re)? (?:il )?(?:contenuto|modifica|macro)/i,
  unseen: /(?:visualizzat|protett|leggibil)[\s\S]{0,80}(?:abilita|attiva)(?:re)? (?:il )?(?:contenuto|modifica|macro)/i,
  charge: /addebitat|rinnovat|abbonamento|ordine|acquisto/i,
  denied: anyOf(/non (?:ha )?(?:autorizzat|riconosc|effettuat)|annullar|rimborso/, /se non è stat[oa] lei|contestare/),
  ring: /\bchiam[ai]|telefon|contatti/i,
  watched: /webcam|telecamera|ripres|registrat|violato|hackerat|adulti|porno/i,
  spreads: /contatti|famiglia|amici|pubblic|invierò/i,
  pays: /\bpag(?:a|are|ate|hi)\b|vers(?:i|ate)|invi(?:i|ate)/i,
  orElse: anyOf(/altrimenti|\bse non\b/, /in caso contrario|sennò|(?:ultimo|unico) avvertimento|oppure noi/),
  easyWork:
    /(?:lavoro da casa|da remoto|smart working)[\s\S]{0,200}(?:(?:non serve|senza) esperienza|ore al giorno|al mese|al giorno)/i,
  enclosed: /allegat|in allegato/i,
  pay: anyOf(
    /(?:effettu|procedere)[^.\n]{0,30}(?:pagament|bonifico)|bonifico urgente/,
    /(?:fare|disporre) un bonifico|saldare la fattura/,
  ),
  passwordTyped: anyOf(
    /(?:inserisc|digit)[^.\n]{0,40}password/,
    /(?:modulo|compil)\w*[^.\n]{0,40}password|inserire[^.\n]{0,30}password/,
  ),
  neverAsked: /\bmai\b[^.\n]{0,60}password/i,
  secretByReply: anyOf(
    /(?:rispond|invi)[^.]{0,60}(?:la sua|la tua) password/,
    /(?:comunich|forn)\w*[^.\n]{0,12}la sua password|(?:mand|invi)\w*[^.\n]{0,10}il codice[^.\n]{0,30}(?:sms|ricevuto)|risponda[^.\n]{0,40}password/,
  ),
  paidTooMuch:
    /(?:due volte|doppio|per errore|erroneamente|in eccesso|in più)[^.\n]{0,60}(?:pagat|bonificat|versat|effettuat|accreditat)|(?:pagat|bonific|versat|pagamento)\w*[^.\n]{0,60}(?:due volte|per errore|erroneamente|doppi|in eccesso|in più)|(?:doppio|duplice) (?:pagamento|bonifico)|pagamento (?:doppio|duplicato)/i,
  paidBack: /rimbors|restitu|riaccredit|storn[ao]|restituzione/i,
  payerGone:
    /conto[^.\n]{0,24}(?:di (?:origine|provenienza|addebito)|originari|ordinante|da cui)[^.\n]{0,60}(?:chius|estint|non (?:è|può|esiste)|bloccat|dismess)|non[^.\n]{0,16}sul conto (?:di (?:origine|provenienza)|originari|ordinante)/i,
  register: /\b(?:registro|elenco|repertorio|annuario)\b[^.\n]{0,40}\b(?:imprese|aziende|marchi|gdpr|società)/i,
  registerEntry: /pubblicazione|iscrizione|inserzione/i,
  feeDue: /\bpag(?:are|amento|ato)\b|bonifico|versamento|canone|diritto annuale/i,
  cardCode:
    /numero (?:della |di )?(?:sua |vostra )?carta[\s\S]{0,120}(?:\bcv[cv]2?\b|codice di sicurezza|(?:tre|3) cifre)|(?:\bcv[cv]2?\b|codice di sicurezza)[\s\S]{0,120}numero (?:della |di )?carta/i,
  formBack:
    /(?:rinvi|restitu|rispedi|invi|mand|rispond|compil)\w*[^.\n]{0,80}(?:modulo|carta|scheda|dati)|modulo[^.\n]{0,60}(?:rinvi|restitu|compil|invi)/i,
  moneyAlarm:
    /(?:bonifico|pagamento|addebito|operazione)[^.\n]{0,80}(?:bloccat|fermat|sospett|tentat|sospes)|tentat\w*[^.\n]{0,40}bonifico|(?:bloccat|fermat|sospett|tentat|sospes)\w*[^.\n]{0,40}(?:bonifico|pagamento|addebito|operazione)/i,
  safeAccount: /conto (?:sicuro|di sicurezza|tecnico|protetto)/i,
}
