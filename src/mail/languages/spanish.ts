import type { Language } from './language.ts'

export const SPANISH: Language = {
  spoken:
    'el la los las un una de del que y en con su sus por para no se es ha hemos usted le lo al este esta nuestra nuestro si como está estoy tiene',
  accountLost:
    /(?:cuenta|buz[oó]n|contraseña|tarjeta|verificación)[^.]{0,60}(?:suspendid|bloquead|limitad|caduc|desactivad|expira|\bllen[oa]\b|capacidad)|(?:mensajes?|correos?)[^.]{0,30}(?:en cuarentena|retenidos?|pendientes)|bloqueado su (?:cuenta|tarjeta)|inicio de sesión (?:inusual|sospechoso)/i,
  caretaker:
    /soporte (?:de ti|técnico|informático)|administrador(?: del sistema| de correo)?|departamento de (?:informática|sistemas)/i,
  transfer: /transferencia|\bpagos?\b/i,
  changedAccount:
    /(?:nueva|cambio de|siguiente) cuenta(?: bancaria)?|(?:datos bancarios|cuenta bancaria)[^.]{0,40}(?:cambiad|modificad|actualizad)|cuenta\b[^.\n]{0,80}(?:bloquead|suspendid)/i,
  accountBarred: /cuenta\b[^.\n]{0,80}(?:bloquead|congelad|embargad|auditor)/i,
  unchanged: /cuenta (?:habitual|de siempre)|sin cambios/i,
  wages:
    /(?:nómina|sueldo|salario)\b[^.]{0,80}(?:nuev[oa]|cambiar|cambio)[^.]{0,30}(?:cuenta|iban)|(?:nuev[oa]|cambiar|cambio)[^.]{0,30}(?:cuenta|iban)[^.]{0,80}(?:nómina|sueldo|salario)\b/i,
  secret: /confidencial|discreci[oó]n|en una reunión/i,
  tellNobody: /no (?:lo )?coment|(?:habl|coment|dig)\w*[^.\n]{0,30}(?:con|a) nadie|estrictamente confidencial/i,
  notByTelephone:
    /en una reunión|no puedo (?:atender|hablar|contestar)|(?:sólo|solo|únicamente) por (?:correo|e-?mail)/i,
  qrCode: /c[oó]digo QR/i,
  haste: /urgente|hoy mismo|\bhoy\b|inmediat|rápidamente|cuanto antes/i,
  deadline:
    /\b(?:en|dentro de|en las próximas) \d{1,2} ?(?:horas|h\b|d[ií]as)|inmediatamente|urgente|para evitar|caduca(?:rá)? (?:hoy|en)/i,
  claim:
    /(?:paquete|env[ií]o|pedido)[^.]{0,80}(?:retenid|detenid|aduana|tasa|no pudo|no ha podido)|(?:reembolso|devoluci[óo]n)[^.]{0,60}(?:solicit|recibir)|derecho a una (?:devoluci[óo]n|reembolso)|(?:multa|sanción)[^.]{0,40}(?:pendiente|impagad)/i,
  loss: /suspendid|bloquead|cancelad|recargo|eliminad|devuelto/i,
  byWhen: /\b(?:antes del?|dentro de|en las próximas|en \d{1,2} horas)\b|para evitar|de lo contrario/i,
  act: /verifique|actualice|confirme|introduzca|abone|pague|inicie sesión/i,
  windfall: /reembolso|devoluci[óo]n|premio|indemnización/i,
  details: /datos bancarios|datos de (?:su|la) tarjeta|número de (?:tarjeta|cuenta)/i,
  othersPassword:
    /contraseña (?:de su correo|corporativa)|(?:inicie sesión|acceda|identifíquese)[^.]{0,20}\bcon su (?:cuenta|correo|dirección|contraseña)(?:[^.]{0,30}(?:correo|corporativ|e-?mail|contraseña|microsoft|office))/i,
  everyday: /factura|pedido|pago|presupuesto|envío|albarán|cotización|derechos de autor|impuesto|multa|hacienda/i,
  notYou: /si no (?:has sido|fue|ha sido) (?:usted|tú)|si no reconoce/i,
  elseLost:
    /(?:de lo contrario|en caso contrario)[^.\n]{0,60}(?:suspendid|bloquead|eliminad)|\bo (?:su|la) cuenta será/i,
  giftCards: /tarjetas?(?: de)? regalo[\s\S]{0,100}(?:compr|códigos?)|compr[\s\S]{0,100}tarjetas?(?: de)? regalo/i,
  guardOff:
    /(?:antivirus|cortafuegos|defender)[^\n]{0,100}(?:desact[ií]v|deshabilit|ignor)|(?:desact[ií]v|deshabilit|ignor)[^.\n]{0,40}(?:antivirus|cortafuegos|defender)/i,
  paste: /\bpeg(?:ar|ue)\b/i,
  enable: /(?:habilitar|activar) (?:el )?(?:contenido|edición|macros)/i,
  unseen: /(?:muestra|visualiza|protegid|lee)[\s\S]{0,80}(?:habilitar|activar) (?:el )?(?:contenido|edición|macros)/i,
  charge: /cobrad|cargar|renovad|suscripción|pedido|adeud/i,
  denied: /no (?:ha )?(?:autoriz|reconoc|realiz)|cancelarl?o?|reembolso/i,
  ring: /\bll[aá]m[ae]|teléfono|contacte/i,
  watched: /cámara|grabad|hackead|pirate|programa espía|adultos|porno/i,
  spreads: /contactos|familia|amigos|publicar|enviaré/i,
  pays: /\bpag(?:ar|ue|a)\b|transfi|envíe/i,
  orElse: /\bsi no\b|de lo contrario/i,
  easyWork:
    /(?:desde (?:su |tu )?casa|teletrabajo|a distancia)[\s\S]{0,200}(?:(?:no se necesita|sin) experiencia|horas? al día|al mes|por día)/i,
  enclosed: /adjunt[oa]|adjuntamos|en anexo/i,
  pay: /(?:realice|efectúe|efectuar|realizar)[^.\n]{0,30}(?:pago|transferencia)|transferencia urgente/i,
  passwordTyped: /(?:introduzca|ingrese|escriba)[^.\n]{0,40}contraseña/i,
  neverAsked: /nunca[^.\n]{0,60}contraseña/i,
  secretByReply: /(?:responda|envíe|facilite)[^.]{0,60}\bsu contraseña/i,
}
