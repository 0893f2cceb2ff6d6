import { anyOf, type Language } from './language.ts'

export const POLISH: Language = {
  spoken:
    'i w we na do z ze nie się jest są to za o od dla przez po jeśli twoja twoje twój pana pani państwa prosimy proszę aby oraz został została naszą nasz mi ci tym które który jestem',
  accountLost: anyOf(
    /(?:skrzynk|\bkont|hasł|\bkart|dostęp|weryfikacj)[^.]{0,60}(?:zablokowan|zawieszon|wygas|wygaś|ograniczon|dezaktywowan|\bpełn[aey]\b|przepełnion|9\d\s?%)|wiadomości[^.]{0,30}(?:w kwarantannie|wstrzyman|oczekują)|nietypowe logowanie|podejrzan\S+ (?:logowani|aktywno)/,
    /konto[^.\n]{0,20}zamknięt/,
  ),
  caretaker: /dział (?:it|informatyki)|administrator(?: systemu| poczty)?|pomoc techniczna/i,
  transfer: /przelew|płatnoś|zapłat/i,
  changedAccount: anyOf(
    /now(?:y|ego|ym|e)\s(?:rachun\S+|kont\S+|numer\S* (?:rachunku|konta))|zmian\S*\s(?:numeru\s)?(?:rachunku|konta)|zmienił\S*[^.]{0,20}(?:numer )?(?:rachun|kont)/,
    /zmieniliśmy bank|zmian\S* banku|(?:stare|poprzednie|dotychczasowe) konto[^.\n]{0,40}(?:zamknięt|nieaktualn|nie)|numer\S* rachunku[^.\n]{0,24}(?:zmian|zmieni|nieaktualn)/,
  ),
  accountBarred: anyOf(
    /(?:urząd skarbowy|skarbówk\S+|kontrol\S* skarbow\S*)[^.\n]{0,60}(?:rachun|kont[oa])|(?:konto|rachun\S+)[^.\n]{0,60}nie (?:może|przyjmuje)[^.\n]{0,12}(?:przyj|otrzym|płatności|wpłat|walut)/,
    /(?:rachun\S+|konto)[^.\n]{0,60}(?:zablokowan|zajęt|zamrożon)/,
    /(?:konto|rachun\S+)[^.\n]{0,40}(?:kontrol|nie może przyjmować)/,
  ),
  unchanged: /dotychczasow\S+ (?:rachun|kont)|bez zmian/i,
  wages: /(?:wynagrodzeni\S*|pensj\S*|wypłat\S*)[^.]{0,60}(?:now|zmian|inn)\S*\s(?:rachun|kont|numer)/i,
  secret: /poufn|dyskre/i,
  tellNobody: anyOf(/z nikim|nikomu nie|ściśle poufn/, /nikomu[^.\n]{0,12}(?:mówić|mów|wspomina)|zostać między nami/),
  notByTelephone: anyOf(
    /na spotkaniu|nie mogę (?:rozmawiać|odebrać)|tylko (?:mailem|e-?mailem|mailowo)/,
    /nie mogę rozmawiać|proszę nie dzwonić/,
  ),
  qrCode: /kod\S* QR/i,
  haste: /dzisiaj|dziś|natychmiast|piln/i,
  deadline: anyOf(
    /(?:w ciągu|przez) \d{1,2} (?:godzin|dni)|natychmiast|w przeciwnym razie|aby uniknąć|wygasa dzi|ostatnie (?:wezwanie|przypomnienie)/,
    /masz \d{1,2} godzin|ostatnie (?:wezwanie|ostrzeżenie|przypomnienie)/,
  ),
  claim:
    /(?:paczk|przesyłk|zamówieni)[^.]{0,80}(?:\bcł[oa]|celn|wstrzyman|nie mogła|dopłat|niedopłat)|zwrot\S*[^.]{0,60}(?:otrzymać|odebrać|złóż)|przysługuje[^.]{0,30}zwrot|(?:mandat|opłat)[^.]{0,40}(?:nieopłacon|zaległ)/i,
  loss: anyOf(/zablokowan|zawieszon|usunięt|dezaktywowan|wróci|zwrócon/, /konto[^.\n]{0,20}zamknięt|dodatkow\S+ opłat/),
  byWhen: /w ciągu|\bdo \d{1,2}\b|\binaczej\b|w przeciwnym razie|aby uniknąć/i,
  act: /potwierdź|ureguluj|opłać|zapłać|zaktualizuj|zaloguj|podaj|zweryfikuj/i,
  windfall: /zwrot|nadpłat|nagrod|odszkodowani/i,
  details: /dane (?:rachunku|konta|karty)|numer (?:karty|rachunku|konta)/i,
  othersPassword: anyOf(
    /zaloguj się[^.]{0,20}(?:służbowym|firmowym|kontem (?:e-?mail|pocztowym|microsoft)|adresem e-?mail|hasłem (?:do poczty|służbowym))/,
    /za pomocą konta microsoft|hasło do (?:swojej|twojej) skrzynki/,
  ),
  everyday: /faktur|zamówieni|ofert|płatnoś|przesyłk|list przewozowy|wezwanie do zapłaty|podat|mandat/i,
  notYou: /jeśli to nie (?:ty|pan|pani)/i,
  elseLost: /(?:w przeciwnym razie|inaczej)[^.\n]{0,60}(?:zablokowan|usunięt|zawieszon)/i,
  giftCards: /kart[yęa]? podarunkow\w*[\s\S]{0,100}(?:kup|kody)|kup[\s\S]{0,100}kart\w* podarunkow/i,
  guardOff: anyOf(
    /(?:antywirus\S*|zapor\S*|defender)[^\n]{0,100}(?:wyłącz|dezaktyw|zignoruj)|(?:wyłącz|dezaktyw|zignoruj)[^.\n]{0,40}(?:antywirus|zapor|defender)/,
    /(?:zatrzyma|wstrzyma|zamkn|wyłącz)\S*[^.\n]{0,30}(?:program\S* )?antywirus|antywirus\S*[^.\n]{0,40}(?:zatrzyma|wstrzyma|zamkn)/,
  ),
  paste: /wklej/i,
  enable: /włącz(?:yć)? (?:zawartość|edytowanie|edycję|makra)/i,
  unseen: /(?:wyświetl|chronion|odczyt)[\s\S]{0,80}włącz(?:yć)? (?:zawartość|edytowanie|edycję|makra)/i,
  charge: /pobran|odnowion|subskrypcj|zamówieni|obciążon/i,
  denied: anyOf(/nie (?:autoryzowa|rozpoznaj|zleca|zamawia)|anulowa|zwrot/, /to nie (?:ty|pan)/),
  ring: /zadzwoń|zadzwonić|telefon/i,
  watched: /kamer|nagrał|włamał|zhakowa|dla dorosłych|porno/i,
  spreads: /kontakt|rodzin|znajomy|opublikuj|wyślę/i,
  pays: /zapła[cć]|wpła[cć]|przele|wyśl|prześl/i,
  orElse: anyOf(
    /\bjeśli\b[^.]{0,40}\bnie\b|w przeciwnym razie|inaczej/,
    /je(?:śli|żeli) nie\b|\balbo\b|(?:ostatnie|jedyne) ostrzeżenie/,
  ),
  easyWork:
    /(?:prac\S* (?:zdaln|z domu|w domu)\S*)[\s\S]{0,200}(?:doświadczeni\S* nie|bez doświadczenia|godzin\S* dziennie|miesięcznie|dziennie)/i,
  enclosed: /w załą?czni?k?|załączeniu/i,
  pay: /piln\S* przelew|(?:wykona|zlec)\S*[^.\n]{0,30}(?:przelew|płatnoś)/i,
  passwordTyped: /(?:wpisz|podaj|wprowadź)[^.\n]{0,40}hasło/i,
  neverAsked: /\bnigdy\b[^.\n]{0,60}hasł/i,
  secretByReply: anyOf(
    /odpowied\w+[^.\n]{0,10}loginem i hasłem/,
    /(?:odpisz|wyślij|prześlij|odpowiedz)[^.]{0,60}(?:swoje )?hasło/,
    /(?:przesła|wyślij)\w*[^.\n]{0,10} kod[^.\n]{0,20}sms|odpowied\w+[^.\n]{0,16}hasł/,
  ),
  paidTooMuch:
    /(?:dwukrotnie|dwa razy|podwójnie|omyłkowo|przez pomyłkę|za dużo)[^.\n]{0,60}(?:zapłac|opłac|przela|przelew|wpłac)|(?:zapłac|opłac|przela|przelew|wpłat|płatnoś)\w*[^.\n]{0,60}(?:dwukrotn|dwa razy|podwójn|omyłkow|przez pomyłkę)|nadpłat|podwójn\S+ (?:płatnoś|przelew|wpłat)/i,
  paidBack: /zwrot|zwróc|zwracać|oddanie|odesła|przelać[^.\n]{0,30}z powrotem/i,
  payerGone:
    /(?:pierwotn|poprzedni|star|dotychczasow|źródłow)\S* (?:rachun\S+|kont\S+)[^.\n]{0,60}(?:zamkn|zlikwid|nie istnieje|nieaktywn|zablokow)|(?:rachun\S+|kont\S+)[^.\n]{0,16}z któr[^.\n]{0,80}(?:zamkn|zlikwid|nie istnieje|nieaktywn|zablokow)/i,
  register:
    /(?:rejestr|ewidencj|spis|katalog|baz)\S*[^.\n]{0,40}(?:firm|przedsiębior|podmiot|działalności|gospodarcz|spółek|znaków|administrator|rodo|podatnik|vat)/i,
  registerEntry: /wpis|publikacj|zamieszczen|rejestrow/i,
  feeDue: /opłat|wpłat|zapłat|należnoś|przelew|uiścić|termin/i,
  cardCode:
    /numer\S* karty[\s\S]{0,120}(?:\bcv[cv]2?\b|kod\S* (?:bezpieczeństwa|zabezpieczając)|(?:trzy|trzech|3) cyfr)|(?:\bcv[cv]2?\b|kod\S* bezpieczeństwa)[\s\S]{0,120}numer\S* karty/i,
  formBack:
    /(?:odesła|odeśl|przesła|prześl|zwróc|wypeł|odpowied)\S*[^.\n]{0,80}(?:formularz|kart|dane)|formularz[^.\n]{0,60}(?:odesła|odeśl|wypeł|przesła|prześl)/i,
  moneyAlarm:
    /(?:przelew|płatnoś|transakcj|operacj)\S*[^.\n]{0,80}(?:zatrzyma|wstrzyma|zablokowa|podejrzan|prób|zlecić)|(?:próbował|prób)\S*[^.\n]{0,60}(?:przelew|zlecić|wypłac)|środki[^.\n]{0,20}zagrożon|(?:zatrzyma|wstrzyma|zablokowa|podejrzan|prób|zlecić)\S*[^.\n]{0,40}(?:przelew|płatnoś|transakcj|operacj)/i,
  safeAccount:
    /(?:rachun\S+|kont\S+) (?:techniczn|bezpieczn|zabezpiecz|rezerwow)|(?:bezpieczn|techniczn)\S+ (?:rachun|kont)/i,
}
