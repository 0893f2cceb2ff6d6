import { anyOf, type Language } from './language.ts'

export const PORTUGUESE: Language = {
  spoken:
    'o a os as um uma de do da dos das que e em no na nos com seu sua seus suas por para não se é foi você ao este esta pelo pela nosso nossa mais até está estou meu minha',
  accountLost: anyOf(
    /(?:conta|senha|palavra-passe|cart[ãa]o|caixa de (?:correio|entrada)|acesso|autenticação)[^.]{0,60}(?:suspens|bloquead|limitad|expira|desativad|encerrad|chei[ao]|capacidade)|(?:mensagens|e-?mails?)[^.]{0,30}(?:em quarentena|retid[ao]s|pendentes)|acesso (?:incomum|suspeito)/,
    /caixa de (?:correio|entrada)[^.\n]{0,24}limite|mensagens não puderam/,
  ),
  caretaker: /suporte (?:de ti|técnico)|administrador(?: do sistema| de e-?mail)?|departamento de (?:ti|informática)/i,
  transfer: /transfer[eê]ncia|pagamento/i,
  changedAccount: anyOf(
    /(?:nova|mudança de|alteração d[eao]s?) (?:conta|dados bancários)|(?:dados bancários|conta bancária)[^.]{0,40}(?:alterad|mudad|mudaram|atualizad)|conta\b[^.\n]{0,80}(?:bloquead|suspens)/,
    /mud(?:ámos|amos|ança) de banco|(?:conta antiga|antiga conta)[^.\n]{0,40}(?:encerrad|fechad|não)|dados (?:para|de) pagamento[^.\n]{0,24}(?:alterad|mudad)|iban[^.\n]{0,40}(?:já não|inválido)|outra conta bancária/,
  ),
  accountBarred: anyOf(
    /(?:finanças|fisco|receita federal|autoridade tributária)[^.\n]{0,40}(?:audit|inspe|fiscaliz|revis)[^.\n]{0,40}(?:conta|banco)|conta[^.\n]{0,60}não (?:pode|poderá|aceita)[^.\n]{0,12}(?:receber|aceitar|transfer|divisas)/,
    /conta\b[^.\n]{0,80}(?:bloquead|congelad|penhorad|auditoria)/,
    /conta\b[^.\n]{0,40}(?:sob auditoria|não pode receber)|auditoria[^.\n]{0,40}conta/,
  ),
  unchanged: /conta habitual|sem alteraç/i,
  wages: anyOf(
    /(?:salário|ordenado|vencimento)\b[^.]{0,80}(?:nova|mudar|alterar)[^.]{0,30}(?:conta|iban)|(?:nova|mudar|alterar)[^.]{0,30}(?:conta|iban)[^.]{0,80}(?:salário|ordenado|vencimento)/,
    /(?:salário|ordenado|vencimento)[^.\n]{0,40}nova conta/,
  ),
  secret: /confidencial|sigilo|numa reunião|em reunião/i,
  tellNobody: anyOf(
    /(?:fal|diga|comente)\w*[^.\n]{0,30}(?:com|a) ninguém|não comente|sigilo absoluto|estritamente confidencial/,
    /(?:ficar|fique) entre nós|não (?:fale|diga)[^.\n]{0,16}ninguém/,
  ),
  notByTelephone: anyOf(
    /n?uma reunião|não posso (?:atender|falar)|(?:só|apenas|somente) por e-?mail/,
    /não me ligue|não posso atender/,
  ),
  qrCode: /c[oó]digo QR|QR ?code/i,
  haste: /urgente|ainda hoje|\bhoje\b|imediatamente|rapidamente/i,
  deadline: anyOf(
    /\b(?:em até|em|dentro de|até|nas próximas) \d{1,2} ?(?:horas|h\b|dias)|imediatamente|urgente|para evitar|expira (?:hoje|em)/,
    /(?:tem|restam)[^.\n]{0,8}\d{1,2} horas|último (?:aviso|lembrete)/,
  ),
  claim:
    /(?:encomenda|pacote|objeto|pedido)[^.]{0,80}(?:retid|alf[âa]nd|taxa|n[ãa]o pôde)|(?:restitui[çc][ãa]o|reembolso)[^.]{0,60}(?:receber|solicit)|direito a uma? (?:restitui[çc][ãa]o|reembolso)|(?:multa|portagem)[^.]{0,40}(?:por pagar|em aberto|pendente)/i,
  loss: anyOf(
    /suspens[oa]|bloquead|cancelad|desativad|eliminad|excluíd|devolvid/,
    /conta[^.\n]{0,16}encerrad|perderá[^.\n]{0,16}(?:dados|acesso)|medidas legais/,
  ),
  byWhen: /\baté \d|\b(?:dentro de|em até|nas próximas)\b|para evitar|caso contrário/i,
  act: /verifique|atualize|confirme|informe|pague|regularize|inicie sessão/i,
  windfall: /restitui[çc][ãa]o|reembolso|prêmio|prémio|indenização/i,
  details: /dados bancários|dados do (?:seu )?cartão|número d[oa] (?:cartão|conta)/i,
  othersPassword: anyOf(
    /(?:faça login|entre|inicie sessão|aceda|acesse)[^.]{0,20}\bcom (?:a )?(?:sua|seu) (?:conta|senha|e-?mail)(?:[^.]{0,30}(?:e-?mail|corporativ|senha|microsoft|office))/,
    /(?:palavra-passe|senha) do seu e-?mail|sua conta microsoft para/,
  ),
  everyday:
    /fatura|boleto|nota fiscal|intima[çc][ãa]o|pedido|encomenda|or[çc]amento|pagamento|imposto|multa|receita federal/i,
  notYou: /se não foi você|caso não reconheça/i,
  elseLost: /(?:caso contrário|do contrário)[^.\n]{0,60}(?:suspens|bloquead|excluíd)/i,
  giftCards:
    /cart(?:ão|ões)[- ](?:presente|oferta)[\s\S]{0,100}(?:compr|códigos?)|compr[\s\S]{0,100}cart(?:ão|ões)[- ](?:presente|oferta)/i,
  guardOff: anyOf(
    /(?:antivírus|firewall|defender)[^\n]{0,100}(?:desativ|desabilit|deslig|ignor)|(?:desativ|desabilit|deslig|ignor)[^.\n]{0,40}(?:antivírus|firewall|defender)/,
    /(?:pare|pause|suspenda|feche|interromp)\w*[^.\n]{0,16}antivírus/,
  ),
  paste: /\bcol(?:e|ar)\b/i,
  enable: /(?:habilitar|ativar) (?:o )?(?:conteúdo|edição|macros)/i,
  unseen: /(?:exibid|visualiz|protegid|apresentad)[\s\S]{0,80}(?:habilitar|ativar) (?:o )?(?:conteúdo|edição|macros)/i,
  charge: /cobrad|debitad|renovad|assinatura|subscrição|compra/i,
  denied: anyOf(/não (?:autoriz|reconhe)|cancelar|reembolso/, /não foi você/),
  ring: anyOf(/\bligue\b|telefone|contacte/, /contacte-nos/),
  watched: /câmera|câmara|gravei|invadi|hacke|site[s]? adulto|porn/i,
  spreads: /contatos|contactos|família|amigos|publicar|enviarei/i,
  pays: /\bpag(?:ar|ue)\b|transfi/i,
  orElse: anyOf(/\bse (?:você )?não\b|caso contrário/, /senão|do contrário|em caso contrário|(?:último|único) aviso/),
  easyWork:
    /(?:trabalho (?:em|a partir de) casa|home office|remoto)[\s\S]{0,200}(?:(?:não é necessária|sem) experiência|horas? por dia|por mês|por dia)/i,
  enclosed: /em anexo|anexad/i,
  pay: /(?:efetue|efetuar|faça|realizar)[^.\n]{0,30}(?:pagamento|transferência)|transferência urgente/i,
  passwordTyped: anyOf(
    /(?:digite|informe|introduza|insira)[^.\n]{0,40}(?:senha|palavra-passe)/,
    /(?:preencha|formulário)[^.\n]{0,40}(?:senha|palavra-passe)/,
  ),
  neverAsked: /nunca[^.\n]{0,60}(?:senha|palavra-passe)/i,
  secretByReply: anyOf(
    /(?:responda|envie|informe)[^.]{0,60}\bsua senha/,
    /envie[^.\n]{0,10}o código[^.\n]{0,30}(?:sms|receber)|responda[^.\n]{0,40}(?:senha|palavra-passe)/,
  ),
  paidTooMuch:
    /(?:duas vezes|em duplicado|em duplicidade|por engano|por erro|a mais)[^.\n]{0,60}(?:pag|transfer|deposit)|(?:pag[aouáe]\w*|transfer\w+)[^.\n]{0,60}(?:duas vezes|em duplic|por engano|por erro|a mais|em excesso)|pagamento (?:duplicado|em duplic|em excesso)/i,
  paidBack: /reembols|devol(?:v|uç)|estorn|restitui/i,
  payerGone:
    /conta[^.\n]{0,24}(?:de origem|original|emissora|ordenante|de onde)[^.\n]{0,60}(?:encerrad|fechad|cancelad|já não|não (?:pode|aceita|existe)|bloquead)|não[^.\n]{0,16}para a conta (?:de origem|original)/i,
  register:
    /\b(?:registo|registro|diretório|anuário|guia)\b[^.\n]{0,40}\b(?:empresas|marcas|sociedades|comercia\w*|rgpd|lgpd)/i,
  registerEntry: /publicação|inscrição|inserção|anuidade|registo de/i,
  feeDue: /\bpag(?:ar|amento|ue)\b|transferência|liquidar|taxa/i,
  cardCode:
    /número do (?:seu )?cartão[\s\S]{0,120}(?:\bcv[cv]2?\b|código de segurança|(?:três|3) dígitos)|(?:\bcv[cv]2?\b|código de segurança)[\s\S]{0,120}número do (?:seu )?cartão/i,
  formBack:
    /(?:devolv|reenvi|envi|remet|respond|preench)\w*[^.\n]{0,80}(?:formulário|cartão|ficha|dados)|formulário[^.\n]{0,60}(?:devolv|preench|envi)/i,
  moneyAlarm:
    /(?:transferência|pagamento|operação|débito)[^.\n]{0,80}(?:bloquead|suspens|suspeit|tent|retid)|tent\w*[^.\n]{0,40}transfer|(?:bloquead|suspens|suspeit|tent|retid)\w*[^.\n]{0,40}(?:transferência|pagamento|operação|débito)/i,
  safeAccount: /conta (?:segura|de segurança|técnica|protegida)/i,
}
