import { anyOf, type Language } from './language.ts'

export const TURKISH: Language = {
  spoken: /[ğışİĞŞ]/,
  accountLost:
    /(?:posta kutu|hesab|hesap|parola|şifre|kart|erişim|doğrulama)[^.]{0,60}(?:askıya|bloke|kapat|kısıtlan|süresi[^.]{0,20}dol|doluyor|dolmak|dolacak|devre dışı)|%\s?9\d|(?:ileti|e-?posta|mesaj)[^.]{0,30}(?:karantina|bekletil|bekliyor)|olağandışı oturum|şüpheli (?:giriş|oturum)/i,
  caretaker: /(?:bt|bilgi işlem)(?: destek| departmanı| birimi)?|sistem yöneticisi|e-?posta yöneticisi/i,
  transfer: /havale|ödeme|\beft\b|transfer/i,
  changedAccount: anyOf(
    /(?:yeni|değişen) (?:banka )?hesab\S*|(?:banka|hesap) (?:hesap )?bilgi\S*[^.]{0,30}değiş|hesap değişikliği/,
    /hesab\S* değiş|banka(?:mızı)? değiştirdik/,
  ),
  accountBarred: anyOf(
    /hesab\S*[^.\n]{0,60}(?:bloke|dondurul|denetim|haciz)/,
    /vergi (?:dairesi|denetim)\S*[^.\n]{0,60}hesab|hesab\S*[^.\n]{0,60}(?:ödeme|döviz|havale|para)[^.\n]{0,20}(?:alam|kabul edem)/,
  ),
  unchanged: /(?:bilinen|mevcut|her zamanki) hesab/i,
  wages: /(?:maaş|ücret)\S*[^.]{0,60}(?:yeni|başka) (?:banka )?hesab|(?:yeni|başka) (?:banka )?hesab\S*[^.]{0,60}maaş/i,
  secret: /gizli|mahrem|toplantıda/i,
  tellNobody: anyOf(
    /kimse(?:yle|ye)[^.]{0,20}(?:konuşma|söyleme|bahsetme)|kesinlikle gizli/,
    /kimseye (?:bahsetme|söyleme|anlatma)/,
  ),
  notByTelephone: /toplantıda|telefon\S*[^.\n]{0,16}(?:bakamı|açamı|cevap veremi)|(?:yalnızca|sadece) e-?posta/i,
  qrCode: /QR kod|karekod/i,
  haste: /acil|hemen|bugün|derhal/i,
  deadline: anyOf(
    /\d{1,2} saat içinde|\d{1,2} gün içinde|derhal|hemen|aksi (?:takdirde|halde)|bugün doluyor|son (?:uyarı|hatırlatma)/,
    /\d{1,2} saatiniz var|son (?:uyarı|hatırlatma)/,
  ),
  claim:
    /(?:kargo|gönderi|paket)[^.]{0,80}(?:gümrük|teslim edilemedi|bekletil)|(?:iade|geri ödeme)[^.]{0,60}(?:hak kazan|almak|başvur)|(?:ceza|borç)[^.]{0,40}ödenme/i,
  loss: /askıya|bloke|kapatıl|silin|iade edil|gecikme/i,
  byWhen: /içinde|kadar|aksi (?:takdirde|halde)/i,
  act: /doğrula|ödeme yap|ödeyin|güncelle|girin|giriş yap|onayla/i,
  windfall: /iade|geri ödeme|ikramiye|ödül|tazminat/i,
  details: /(?:banka|hesap|kart) (?:hesap )?bilgi|kart numara|hesap numara/i,
  othersPassword:
    /(?:kurumsal|e-?posta|şirket|microsoft)[^.]{0,24}(?:hesab|adres|parola|şifre)[^.]{0,24}(?:oturum aç|giriş yap)/i,
  everyday: /fatura|sipariş|teklif|ödeme|kargo|irsaliye|dekont|vergi|ceza/i,
  notYou: /bu (?:işlemi )?siz (?:yapmadıysanız|değilseniz)/i,
  elseLost: /aksi (?:takdirde|halde)[^.\n]{0,60}(?:askıya|kapat|silin)/i,
  giftCards: /hediye (?:kart|çek)\S*[\s\S]{0,100}(?:satın al|kod|al\b)|(?:satın al)[\s\S]{0,100}hediye (?:kart|çek)/i,
  guardOff: anyOf(
    /(?:antivirüs|virüs koruma|güvenlik duvarı|defender)[^\n]{0,100}(?:devre dışı|kapat|yok say)|(?:kapatın|yok sayın)[^.\n]{0,40}(?:antivirüs|güvenlik duvarı)/,
    /(?:antivirüs|virüs koruma)[^.\n]{0,60}(?:durdur|duraklat)/,
  ),
  paste: /yapıştır/i,
  enable: /(?:içeriği|düzenlemeyi|makroları) etkinleştir/i,
  unseen: /(?:görüntülen|korumalı|okun)[\s\S]{0,80}(?:içeriği|düzenlemeyi|makroları) etkinleştir/i,
  charge: /tahsil|yenilen|abonelik|aboneliğ|sipariş|çekil/i,
  denied: /onaylama(?:dı|yan)|yetki verme|siz (?:yapmadıysanız|değilseniz)|iptal/i,
  ring: /arayın|arayabilir|telefon/i,
  watched: /kamera|kaydettim|hackle|ele geçir|yetişkin|porno/i,
  spreads: /kişileri|rehber|aile|arkadaş|yayınla|göndereceğ/i,
  pays: /öde/i,
  orElse: anyOf(/(?:mezseniz|mazsanız)|aksi (?:takdirde|halde)/, /yoksa|(?:son|tek) uyarı|m[ae]zsa\b|mezse\b/),
  easyWork: /evden çalış[\s\S]{0,200}(?:deneyim gerekmez|deneyimsiz|günde|aylık)/i,
  enclosed: /ekte(?:dir|ki)?|ilişikte/i,
  pay: /acil (?:bir )?(?:havale|ödeme)|ödeme(?:yi|leri)?[^.\n]{0,20}yap/i,
  passwordTyped: /(?:parola|şifre)\S*[^.\n]{0,24}(?:girin|yazın)/i,
  neverAsked: /\basla\b[^.\n]{0,60}(?:parola|şifre)/i,
  secretByReply: /(?:parola|şifre)\S*[^.]{0,30}(?:yanıtla|gönderin|cevapla)/i,
  paidTooMuch:
    /(?:iki kez|iki defa|mükerrer|çift|yanlışlıkla|sehven|fazla)[^.\n]{0,60}(?:öde|gönder|havale|aktar|yatır)|mükerrer ödeme|fazla ödeme/i,
  paidBack: /iade|geri (?:öde|gönder|yatır)/i,
  payerGone: /(?:eski|asıl|ilk|gönderen|ödeme yapılan) hesa\S*[^.\n]{0,60}(?:kapat|kapan|bloke|kullanıl(?:a)?m)/i,
  register:
    /(?:şirket|firma|marka|ticaret|vergi|kvkk|işletme)\S*[^.\n]{0,30}(?:sicil|rehber|kayıt|veri ?taban|katalog)/i,
  registerEntry: /kayıt|kayd|ilan|yayın|tescil/i,
  feeDue: /öde(?:me|yin|nmesi)|ücret|bedel|son gün|havale/i,
  cardCode:
    /kart (?:numara|no)[\s\S]{0,120}(?:\bcv[cv]2?\b|güvenlik (?:kodu|numarası)|üç hane|3 hane)|(?:\bcv[cv]2?\b|güvenlik kodu)[\s\S]{0,120}kart (?:numara|no)/i,
  formBack: /(?:form|kart|bilgi)\S*[^.\n]{0,80}(?:gönder|ilet|doldur|yanıtla|cevapla)/i,
  moneyAlarm:
    /(?:havale|transfer|işlem|ödeme)\S*[^.\n]{0,80}(?:durdur|bloke|şüpheli|engelle|deneme)|şüpheli (?:işlem|havale|transfer)|(?:durdur|bloke|şüpheli|engelle|deneme)\S*[^.\n]{0,40}(?:havale|transfer|işlem|ödeme)/i,
  safeAccount: /(?:güvenli|teknik|koruma) hesa/i,
}
