/**
 * What phishing says in the languages that reach Japanese offices besides Japanese and English: Chinese, Korean, Russian, German, French,
 * Spanish, Italian, Portuguese and Vietnamese; of money also Czech, Polish, Dutch and others. Each is the source of a regular expression over text as the eye reads it; src/detect/mail/pretext.ts joins them.
 * `\b` knows Latin letters only: it stands in none of the others.
 */

/** The reader's mailbox, password or account is about to be lost. */
export const ACCOUNT_LOST = [
  // Chinese: the mailbox is full, to be stopped, to be verified; the account is frozen
  '(邮箱|邮件|郵箱|信箱)[\\s\\S]{0,40}(停用|停止使用|容量|已满|升级|备案|到期|过期|验证|驗證|冻结)|(账号|帐号|账户|帐户|帳號|帳戶)[\\s\\S]{0,30}(停用|冻结|凍結|异常|異常|受限|锁定|注销)|密码[\\s\\S]{0,20}(过期|到期|失效)|(拦截|攔截|隔离|隔離|滞留|退回)[\\s\\S]{0,6}(邮件|郵件)|(邮件|郵件)[\\s\\S]{0,20}(拦截|攔截|滞留)',
  // Chinese: a subsidy that is drawn only by those who sign in today
  '(补贴|津贴|补助|退税)[\\s\\S]{0,80}(领取|申领|认领|登记|截止)',
  // Korean: restricted, to be locked, a sign-in nobody knows
  '(계정|아이디|메일함|사서함|비밀번호)[\\s\\S]{0,40}(제한|정지|잠금|잠겼|만료|비활성|차단|해지|용량)|비정상(적인)?[\\s\\S]{0,10}로그인',
  // Russian: blocked, limited, full
  '(учетн|учётн|аккаунт|почтов|карта|карты|пароль|доступ)[\\s\\S]{0,60}(заблокирован|приостановлен|ограничен|истека|истёк|истек|переполнен|отключен|удален)',
  // German: account, mailbox or pushTAN that ends, is locked, is full
  '(postfach|konto|kontos|zugang|passwort|kennwort|push-?tan|karte)[\\s\\S]{0,60}(gesperrt|sperrung|eingeschränkt|läuft[\\s\\S]{0,20}\\bab\\b|abgelaufen|deaktivier|überschritten|voll\\b)|sperrung[\\s\\S]{0,20}(konto|karte|zugang)',
  // mails that are held back until somebody signs in
  '(nachricht(en)?|e-?mails?)[\\s\\S]{0,30}(quarant[äa]ne|warten auf|zurückgehalten|freigabe|nicht zugestellt)|(messages?|courriels?|e-?mails?)[\\s\\S]{0,30}(en quarantaine|en attente|bloqués|non remis)|(mensajes?|correos?)[\\s\\S]{0,30}(en cuarentena|retenidos?|pendientes)|messaggi[\\s\\S]{0,30}(in quarantena|in attesa|bloccati)|(mensagens|e-?mails?)[\\s\\S]{0,30}(em quarentena|retid[ao]s|pendentes)',
  // French, Spanish, Italian
  '(compte|messagerie|bo[iî]te (mail|aux lettres)|mot de passe|carte)[\\s\\S]{0,60}(suspendu|bloqu|limit|expir|désactiv|satur)',
  '(cuenta|buz[oó]n|contraseña|tarjeta)[\\s\\S]{0,60}(suspendid|bloquead|limitad|caduc|desactivad|expira)',
  '(conto|account|casella|password|carta)[\\s\\S]{0,60}(sospes|bloccat|limitat|scad|disattivat)',
  // French names the service; Portuguese, Vietnamese
  '(espace client|abonnement|service)[\\s\\S]{0,30}(expire|suspendu|bloqu|désactiv)',
  '(conta|senha|cart[ãa]o|caixa de (correio|entrada)|acesso)[\\s\\S]{0,60}(suspens|bloquead|limitad|expira|desativad|encerrad)',
  '(tài khoản|mật khẩu|thẻ|hộp thư)[\\s\\S]{0,60}(tạm khóa|bị khóa|hết hạn|tạm ngưng|đình chỉ|hạn chế|đầy)',
]

/** Who cares for mail in an office, as a sender's name. */
export const CARETAKERS = [
  '(邮箱|邮件|系统|网络|信息)?(管理员|管理員|管理中心|服务台)',
  '(시스템|메일|전산)?\\s?관리자|전산(실|팀)',
  '(системный )?администратор|служба поддержки',
  'it-?(abteilung|support)|administrator|systemadministrator',
  'service informatique|administrateur|administrador|amministratore',
]

/** Money moves. */
export const TRANSFERS = [
  '汇款|匯款|转账|轉帳|付款|货款|貨款|打款',
  '송금|이체|입금|결제 대금',
  'перевод|оплат|платеж|платёж',
  'überweis|zahlung',
  'virement|transfer[eê]ncia|bonifico|chuyển (khoản|tiền)',
]

/** It is to go to another account than before. */
export const CHANGED_ACCOUNTS = [
  '(收款|银行|对公|公司)?(账户|帐户|账号|帐号|賬戶|帳戶)[\\s\\S]{0,60}(变更|變更|更换|更改|新|冻结|审计|無法|无法)|(变更|更换|更改|新的?)(收款|银行)?(账户|帐户|账号|賬戶|帳戶)',
  '(계좌|입금\\s?계좌|은행)[\\s\\S]{0,40}(변경|바뀌|새로)|(변경된|새로운)\\s?계좌',
  '(нов|изменен|изменил)[\\s\\S]{0,20}(реквизит|расчетн|расчётн|банковск)|реквизит[\\s\\S]{0,40}(измен|новы)',
  '(neue|geänderte|andere)[nrs]? (konto|bankverbindung|bankdaten|kontoverbindung|iban)|(bankverbindung|bankdaten|kontoverbindung)[\\s\\S]{0,40}(geändert|gewechselt|neu\\b)',
  '(nouveau|changement de) (rib|iban|compte bancaire)|(nueva|cambio de) cuenta bancaria|(nuov[oe]|cambio) (iban|conto corrente|coordinate bancarie)|(nova|mudança de|alteração d[eao]s?) (conta|dados bancários)|(tài khoản|ngân hàng) mới',
  // the usual one cannot be paid to
  '(?:conto|cuenta|compte|konto|conta)\\b[^.\\n]{0,80}(?:bloccat|sospes|bloquead|suspendid|bloqué|suspendu|gesperrt|blockiert|bloqueada)|(?:seguente|siguiente|seguinte) (?:conto|cuenta|conta)|(?:folgendes|folgende) (?:konto|bankverbindung)',
  // Czech, Polish, Dutch, Scandinavian, Hungarian, Romanian, Turkish
  'nov(?:ý|ého|ému|ém|ým|é)\\s(?:bankovní\\S*\\s)?úč(?:et|tu|tem)|změn\\S*\\s(?:bankovní\\S*\\s)?účtu|původní\\S*\\súč(?:et|tu)|now(?:y|ego|ym|e)\\s(?:rachun\\S+|kont\\S+|numer\\S* (?:rachunku|konta))|zmian\\S*\\s(?:numeru\\s)?(?:rachunku|konta)',
  'nieuwe? (?:bank)?rekening\\S*|gewijzigd\\S* (?:bank)?rekening\\S*|(?:nytt|ändrat|nyt|ændret|nytt|endret) (?:bank)?konto\\S*|új (?:bank)?számla\\S*|(?:cont|iban) nou|(?:yeni|değişen) (?:banka )?hesab\\S*',
]

/** Why the usual account takes nothing: who moves to another bank gives no such reason. */
export const ACCOUNT_BARRED = [
  '(?:口座|振込先)[^。\\n]{0,60}(?:凍結|差し?押|税務調査|監査|(?:入金|振込|受取)[^。\\n]{0,12}(?:でき|いただけ)(?:な|ま))|(?:税務調査|監査)[^。\\n]{0,40}(?:口座|入金|振込)',
  '\\b(?:account|bank)\\b[^.\\n]{0,80}\\b(?:frozen|blocked|under (?:audit|review|investigation)|on hold|suspended|seized)\\b|\\btax (?:inspection|audit|review)\\b[^.\\n]{0,80}\\baccount\\b',
  '(?:konto|bankverbindung)[^.\\n]{0,80}(?:gesperrt|eingefroren|blockiert|gepfändet)|(?:conto|cuenta|compte|conta)[^.\\n]{0,80}(?:bloccat|bloquead|bloqué|congelad|gelé)|(?:účet|účtu|bank\\S*)[^.\\n]{0,60}(?:blok|zmraz)|(?:rachun\\S+|konto)[^.\\n]{0,60}(?:zablokowan|zajęt)',
  '(?:账户|賬戶|帳戶)[^。\\n]{0,40}(?:冻结|凍結|审计|審計|稽查)|(?:税务|稅務)(?:检查|稽查|檢查)|계좌[^.\\n]{0,40}(?:동결|정지|감사)|счет[^.\\n]{0,40}(?:заморожен|заблокирован|арестован)',
]

/** Wages are to go to another account. */
export const WAGES_ABROAD = [
  '(?:nuovo|cambiare|altro|aggiornare)[\\s\\S]{0,60}(?:conto|iban|coordinate)[\\s\\S]{0,80}stipendio|stipendio[\\s\\S]{0,80}(?:nuovo|altro|cambia\\S*|aggiorna\\S*)[\\s\\S]{0,30}(?:conto|iban|coordinate)',
  '(?:gehalt|lohn)s?(?:zahlung|konto|überweisung)?\\b[\\s\\S]{0,80}(?:neue[ns]?|andere[ns]?|geänderte[ns]?) (?:konto|iban|bankverbindung)|(?:neue[ns]?|andere[ns]?|geänderte[ns]?) (?:konto|iban|bankverbindung)[\\s\\S]{0,80}(?:gehalt|lohn)',
  '(?:salaire|paie)\\b[\\s\\S]{0,80}(?:nouveau|changer?|changement)[\\s\\S]{0,30}(?:compte|rib|iban)|(?:nouveau|changer?|changement)[\\s\\S]{0,30}(?:compte|rib|iban)[\\s\\S]{0,80}(?:salaire|paie)\\b',
  '(?:nómina|sueldo|salario|salário)\\b[\\s\\S]{0,80}(?:nuev[oa]|cambiar|cambio|nova|mudar)[\\s\\S]{0,30}(?:cuenta|conta|iban)|(?:nuev[oa]|cambiar|cambio|nova|mudar)[\\s\\S]{0,30}(?:cuenta|conta|iban)[\\s\\S]{0,80}(?:nómina|sueldo|salario|salário)\\b',
  '(?:mzd[au]|výplat\\S*|plat)[\\s\\S]{0,60}(?:nov\\S+ úč|změn)|(?:změn|nov)\\S*\\súčtu?[\\s\\S]{0,60}(?:mzd|výplat)|(?:wynagrodzeni\\S*|pensj\\S*|wypłat\\S*)[\\s\\S]{0,60}(?:now|zmian|inn)\\S*\\s(?:rachun|kont|numer)|(?:salaris|loon)[\\s\\S]{0,60}(?:nieuwe|andere) rekening|(?:lön|løn|lønn)[\\s\\S]{0,60}(?:nytt|nyt|annat) konto',
  '(?:工资|薪资|薪水|工資|薪資)[\\s\\S]{0,40}(?:账户|账号|银行卡|帳戶)[\\s\\S]{0,30}(?:更换|变更|更改|新|變更)|(?:급여|월급)[\\s\\S]{0,40}계좌[\\s\\S]{0,30}(?:변경|바꾸|새)',
]

/** Not to be told, not to be asked about by telephone. */
export const SECRETS = [
  '保密|不要告诉|不便接电话|正在开会|開會中',
  '비밀(로|리)|회의\\s?중|통화(가)?\\s?(어렵|불가)',
  'конфиденциальн|никому не (говор|сообщ)',
  'vertraulich|diskret|im meeting|nicht telefonieren',
  'confidentiel|discr[eé]t',
  'důvěrn|nikomu ne(?:ř|s)|poufn|nikomu nie mów|vertrouwelijk|bizalmas|gizli',
]

/** No telephone reaches the writer, or he wants none to. */
export const NOT_BY_TELEPHONE = [
  '正在开会',
  '회의\\s?중',
  'im meeting|nicht telefonieren|nur per e-?mail',
  'en réunion|uniquement par (?:e-?mail|courriel)',
  '(?:soltanto|solo|esclusivamente) (?:via|per) e-?mail|(?:sólo|solo|únicamente) por (?:correo|e-?mail)',
  'telefony? [^.\\n]{0,20}ne(?:fung|jdou)',
]

/** A code in a picture. */
export const QR_CODES = [
  '二维码|二維碼|扫码|掃碼|扫描',
  'QR\\s?코드|큐알',
  'QR-?код',
  'QR-?Code|code QR|c[oó]digo QR|codice QR',
]

/** At once. */
export const HASTES = [
  '紧急|緊急|立即|马上|今日内|今天',
  '긴급|오늘|지금 바로|즉시',
  'срочно|сегодня|немедленно',
  'dringend|sofort|heute|umgehend',
  'urgence|urgente?|aujourd|\\bce jour\\b|dans la journée|par anticipation|au plus vite|oggi|subito|hoy mismo',
  'ihned|dnes\\b|neprodleně|obratem|dzisiaj|dziś|natychmiast|pilne|vandaag|direct nog|omgående|omgående|azonnal|acil|hemen',
]
