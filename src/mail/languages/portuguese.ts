import type { Language } from './language.ts'

export const PORTUGUESE: Language = {
  spoken:
    'o a os as um uma de do da dos das que e em no na nos com seu sua seus suas por para não se é foi você ao este esta pelo pela nosso nossa mais até está estou meu minha',
  accountLost:
    /(?:conta|senha|palavra-passe|cart[ãa]o|caixa de (?:correio|entrada)|acesso|autenticação)[^.]{0,60}(?:suspens|bloquead|limitad|expira|desativad|encerrad|chei[ao]|capacidade)|(?:mensagens|e-?mails?)[^.]{0,30}(?:em quarentena|retid[ao]s|pendentes)|acesso (?:incomum|suspeito)/i,
  caretaker: /suporte (?:de ti|técnico)|administrador(?: do sistema| de e-?mail)?|departamento de (?:ti|informática)/i,
  transfer: /transfer[eê]ncia|pagamento/i,
  changedAccount:
    /(?:nova|mudança de|alteração d[eao]s?|seguinte) (?:conta|dados bancários)|(?:dados bancários|conta bancária)[^.]{0,40}(?:alterad|mudad|mudaram|atualizad)|conta\b[^.\n]{0,80}(?:bloquead|suspens)/i,
  accountBarred: /conta\b[^.\n]{0,80}(?:bloquead|congelad|penhorad|auditoria)/i,
  unchanged: /conta habitual|sem alteraç/i,
  wages:
    /(?:salário|ordenado|vencimento)\b[^.]{0,80}(?:nova|mudar|alterar)[^.]{0,30}(?:conta|iban)|(?:nova|mudar|alterar)[^.]{0,30}(?:conta|iban)[^.]{0,80}(?:salário|ordenado|vencimento)/i,
  secret: /confidencial|sigilo|numa reunião|em reunião/i,
  tellNobody:
    /(?:fal|diga|comente)\w*[^.\n]{0,30}(?:com|a) ninguém|não comente|sigilo absoluto|estritamente confidencial/i,
  notByTelephone: /n?uma reunião|não posso (?:atender|falar)|(?:só|apenas|somente) por e-?mail/i,
  qrCode: /c[oó]digo QR|QR ?code/i,
  haste: /urgente|ainda hoje|\bhoje\b|imediatamente|rapidamente/i,
  deadline:
    /\b(?:em até|em|dentro de|até|nas próximas) \d{1,2} ?(?:horas|h\b|dias)|imediatamente|urgente|para evitar|expira (?:hoje|em)/i,
  claim:
    /(?:encomenda|pacote|objeto|pedido)[^.]{0,80}(?:retid|alf[âa]nd|taxa|n[ãa]o pôde)|(?:restitui[çc][ãa]o|reembolso)[^.]{0,60}(?:receber|solicit)|direito a uma? (?:restitui[çc][ãa]o|reembolso)|(?:multa|portagem)[^.]{0,40}(?:por pagar|em aberto|pendente)/i,
  loss: /suspens[oa]|bloquead|cancelad|desativad|eliminad|excluíd|devolvid/i,
  byWhen: /\baté \d|\b(?:dentro de|em até|nas próximas)\b|para evitar|caso contrário/i,
  act: /verifique|atualize|confirme|informe|pague|regularize|inicie sessão/i,
  windfall: /restitui[çc][ãa]o|reembolso|prêmio|prémio|indenização/i,
  details: /dados bancários|dados do (?:seu )?cartão|número d[oa] (?:cartão|conta)/i,
  othersPassword:
    /(?:faça login|entre|inicie sessão|aceda|acesse)[^.]{0,20}\bcom (?:a )?(?:sua|seu) (?:conta|senha|e-?mail)(?:[^.]{0,30}(?:e-?mail|corporativ|senha|microsoft|office))/i,
  everyday:
    /fatura|boleto|nota fiscal|intima[çc][ãa]o|pedido|encomenda|or[çc]amento|pagamento|imposto|multa|receita federal/i,
  notYou: /se não foi você|caso não reconheça/i,
  elseLost: /(?:caso contrário|do contrário)[^.\n]{0,60}(?:suspens|bloquead|excluíd)/i,
  giftCards:
    /cart(?:ão|ões)[- ](?:presente|oferta)[\s\S]{0,100}(?:compr|códigos?)|compr[\s\S]{0,100}cart(?:ão|ões)[- ](?:presente|oferta)/i,
  guardOff:
    /(?:antivírus|firewall|defender)[^\n]{0,100}(?:desativ|desabilit|deslig|ignor)|(?:desativ|desabilit|deslig|ignor)[^.\n]{0,40}(?:antivírus|firewall|defender)/i,
  paste: /\bcol(?:e|ar)\b/i,
  enable: /(?:habilitar|ativar) (?:o )?(?:conteúdo|edição|macros)/i,
  unseen: /(?:exibid|visualiz|protegid|apresentad)[\s\S]{0,80}(?:habilitar|ativar) (?:o )?(?:conteúdo|edição|macros)/i,
  charge: /cobrad|debitad|renovad|assinatura|subscrição|compra/i,
  denied: /não (?:autoriz|reconhe)|cancelar|reembolso/i,
  ring: /\bligue\b|telefone|contacte/i,
  watched: /câmera|câmara|gravei|invadi|hacke|site[s]? adulto|porn/i,
  spreads: /contatos|contactos|família|amigos|publicar|enviarei/i,
  pays: /\bpag(?:ar|ue)\b|transfi/i,
  orElse: /\bse (?:você )?não\b|caso contrário/i,
  easyWork:
    /(?:trabalho (?:em|a partir de) casa|home office|remoto)[\s\S]{0,200}(?:(?:não é necessária|sem) experiência|horas? por dia|por mês|por dia)/i,
  enclosed: /em anexo|anexad/i,
  pay: /(?:efetue|efetuar|faça|realizar)[^.\n]{0,30}(?:pagamento|transferência)|transferência urgente/i,
  passwordTyped: /(?:digite|informe|introduza|insira)[^.\n]{0,40}(?:senha|palavra-passe)/i,
  neverAsked: /nunca[^.\n]{0,60}(?:senha|palavra-passe)/i,
  secretByReply: /(?:responda|envie|informe)[^.]{0,60}\bsua senha/i,
}
