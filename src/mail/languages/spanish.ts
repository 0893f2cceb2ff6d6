import { anyOf, inOneSentence, type Language } from './language.ts'

export const SPANISH: Language = {
  spoken:
    'el la los las un una de del que y en con su sus por para no se es ha hemos usted le lo al este esta nuestra nuestro si como está estoy tiene',
  accountLost: anyOf(
    /(?:correo|buzón)[^.\n]{0,16}(?:superado|excedido)/,
    inOneSentence(
      [/buzón|contraseña de (?:su )?correo|correos? entrantes?/, /llen|agotad|rechazad|ya no es válid|caduc|vence/],
      /destinatario/,
    ),
    /(?:cuenta|buz[oó]n|contraseña|tarjeta|verificación)[^.]{0,60}(?:suspendid|bloquead|limitad|caduc|desactivad|expira|\bllen[oa]\b|capacidad)|(?:mensajes?|correos?)[^.]{0,30}(?:en cuarentena|retenidos?|pendientes)|bloqueado su (?:cuenta|tarjeta)|inicio de sesión (?:inusual|sospechoso)/,
    /buz[oó]n[^.\n]{0,40}(?:límite|almacenamiento)|mensajes no se han podido|cuenta de correo[^.\n]{0,16}(?:cerrará|cerrada)|perderá el acceso|contraseña (?:vence|expira)/,
  ),
  caretaker:
    /soporte (?:de ti|técnico|informático)|administrador(?: del sistema| de correo)?|departamento de (?:informática|sistemas)/i,
  transfer: /transferencia|\bpagos?\b/i,
  changedAccount: anyOf(
    /cambi\w+ de (?:entidad|banco)/,
    inOneSentence([
      /(?:iban|cuenta) (?:anterior|antigu\w)|(?:antigu\w|anterior) (?:iban|cuenta)/,
      /elimin|borr|\bno\b|sustitu|cancel/,
    ]),
    inOneSentence(
      [
        /pago|factura|transfer/,
        /cuenta (?:distinta|diferente|nueva)|(?:otra|nueva|distinta) cuenta|otro banco|nuevo iban/,
      ],
      /\bsu (?:nueva|cuenta)/,
    ),
    /(?:con|a) otro banco|cuenta[^.\n]{0,30}ya no (?:está|es|se|existe)|nuevo iban|(?:sustitu|reempla|modifi)\w*[^.\n]{0,16}(?:nuestr[ao]s?|la|los) (?:cuenta|datos bancarios|iban)|otra cuenta\b/,
    /(?:nueva|cambio de) cuenta(?: bancaria)?|(?:datos bancarios|cuenta bancaria)[^.]{0,40}(?:cambiad|modificad|actualizad)|cuenta\b[^.\n]{0,80}(?:bloquead|suspendid)/,
    /cambiado de banco|cambio de banco|datos (?:de pago|bancarios)[^.\n]{0,30}(?:modificad|cambiad|nuevos)|(?:anterior|antigua|vieja) cuenta|cuenta (?:anterior|antigua)[^.\n]{0,40}(?:cancelad|cerrad|sino|\bno\b)|iban[^.\n]{0,40}(?:no es válido|incorrecto|erróneo)|(?:actualic|modifi)\w*[^.\n]{0,12}nuestr[ao]s? (?:información|datos|cuenta) (?:bancari|de pago)|cuenta altern|cuenta de nuestra (?:filial|matriz)|sino en (?:esta|la siguiente)/,
  ),
  accountBarred: anyOf(
    /(?:hacienda|fisco|agencia tributaria)[^.\n]{0,40}(?:audit|inspeccion|revis)[^.\n]{0,40}(?:cuenta|banco)|cuenta[^.\n]{0,60}no (?:puede|podrá|admite)[^.\n]{0,12}(?:recib|acept|transferencias|divisas)/,
    /cuenta\b[^.\n]{0,80}(?:bloquead|congelad|embargad|auditor)/,
    /cuenta\b[^.\n]{0,60}(?:auditad|auditoría|inhabilitad|no (?:puede|recibe))|(?:auditoría|inspección fiscal)[^.\n]{0,40}(?:nuestr[ao]|la) (?:banco|cuenta)/,
  ),
  unchanged:
    /(?:en|a) (?:la|nuestra) cuenta (?:habitual|de siempre)|(?:cuenta|iban|datos bancarios)[^.\n]{0,30}(?:sin cambios|siguen? siendo|no (?:ha|han) cambiado)/i,
  wages: anyOf(
    /(?:nómina|sueldo|salario)\b[^.]{0,80}(?:nuev[oa]|cambiar|cambio)[^.]{0,30}(?:cuenta|iban)|(?:nuev[oa]|cambiar|cambio)[^.]{0,30}(?:cuenta|iban)[^.]{0,80}(?:nómina|sueldo|salario)\b/,
    /(?:modificar|actualizar|cambiar)[^.\n]{0,12}cuenta[^.\n]{0,40}(?:sueldo|nómina|salario)|(?:sueldo|nómina|salario)[^.\n]{0,30}nueva cuenta/,
  ),
  secret: /confidencial|discreci[oó]n|en una reunión/i,
  tellNobody: anyOf(
    /en secreto/,
    inOneSentence(
      [/comente|\bdiga|\bhable|informe|comparta|mencione/, /\bno\b|\bni\b/, /nadie|compañer|equipo|oficina|otros/],
      /dud|\bsi\b/,
    ),
    /ni una palabra|no (?:lo )?(?:diga|cuente|hable)\w*[^.\n]{0,12}(?:compañeros|colegas|nadie)/,
    /no (?:lo )?coment|(?:habl|coment|dig)\w*[^.\n]{0,30}(?:con|a) nadie|estrictamente confidencial/,
    /(?:quedar|quede) entre nosotros|no (?:informe|avise|diga)[^.\n]{0,16}nadie|no lo mencione|nadie más[^.\n]{0,12}(?:enter|sab)|guarde[^.\n]{0,24}para usted|absoluta discreción|no lo coment/,
  ),
  notByTelephone: anyOf(
    inOneSentence([/telefon|teléfono|llam[ae]|llamad|móvil|celular/, /\bno\b|\bsin\b|imposible/], /dud|\bsi\b|horario/),
    /imposible (?:hablar|llamar)|no puedo (?:atender|coger|contestar)/,
    /en una reunión|imposible (?:hablar|llamar)|no puedo (?:atender|hablar|contestar)|(?:sólo|solo|únicamente) por (?:correo|e-?mail)/,
    /no me llame|en una junta|no puedo hablar|solo estoy disponible por|(?:móvil|teléfono|celular)[^.\n]{0,8}(?:averiado|roto|perdido)|sin cobertura/,
  ),
  qrCode: /c[oó]digo QR/i,
  haste: /urgente|hoy mismo|\bhoy\b|inmediat|rápidamente|cuanto antes/i,
  deadline: anyOf(
    /dispone de \d{1,2} horas/,
    /pasado (?:ese|este|dicho) plazo/,
    /\b(?:en|dentro de|en las próximas) \d{1,2} ?(?:horas|h\b|d[ií]as)|inmediatamente|urgente|para evitar|caduca(?:rá)? (?:hoy|en)/,
    /(?:tiene|quedan)[^.\n]{0,8}\d{1,2} horas|si no recibimos|último (?:aviso|recordatorio|requerimiento)|actúe (?:ahora|ya)|antes de mañana|a más tardar/,
  ),
  claim:
    /(?:paquete|env[ií]o|pedido)[^.]{0,80}(?:retenid|detenid|aduana|tasa|no pudo|no ha podido)|(?:reembolso|devoluci[óo]n)[^.]{0,60}(?:solicit|recibir)|derecho a una (?:devoluci[óo]n|reembolso)|(?:multa|sanción)[^.]{0,40}(?:pendiente|impagad)/i,
  loss: anyOf(
    /suspendid|bloquead|cancelad|recargo|eliminad|devuelto/,
    /(?:cuenta|acceso|servicio)[^.\n]{0,20}cerrad|perderá[^.\n]{0,16}(?:datos|acceso|archivos)|acciones legales|cargos adicionales|penalización/,
  ),
  byWhen: /\b(?:antes del?|dentro de|en las próximas|en \d{1,2} horas)\b|para evitar|de lo contrario/i,
  act: /verifique|actualice|confirme|introduzca|abone|pague|inicie sesión/i,
  windfall: /reembolso|devoluci[óo]n|premio|indemnización/i,
  details: /datos bancarios|datos de (?:su|la) tarjeta|número de (?:tarjeta|cuenta)/i,
  othersPassword: anyOf(
    inOneSentence([/(?:contraseña|credenciales) de su (?:buzón|correo)/, /confirm|introdu|valid|ingres/], /nunca/),
    /contraseña (?:de su correo|corporativa)|(?:inicie sesión|acceda|identifíquese)[^.]{0,20}\bcon su (?:cuenta|correo|dirección|contraseña)(?:[^.]{0,30}(?:correo|corporativ|e-?mail|contraseña|microsoft|office))/,
    /credenciales (?:corporativas|de (?:outlook|office|correo))|contraseña de su correo|su cuenta de microsoft para|su correo y contraseña[^.\n]{0,24}(?:archivo|documento|mensaje)/,
  ),
  everyday: /factura|pedido|pago|presupuesto|envío|albarán|cotización|derechos de autor|impuesto|multa|hacienda/i,
  notYou: anyOf(/si no (?:has sido|fue|ha sido) (?:usted|tú)|si no reconoce/, /no (?:ha|has) sido (?:usted|tú)\?/),
  elseLost:
    /(?:de lo contrario|en caso contrario)[^.\n]{0,60}(?:suspendid|bloquead|eliminad)|\bo (?:su|la) cuenta será/i,
  giftCards: /tarjetas?(?: de)? regalo[\s\S]{0,100}(?:compr|códigos?)|compr[\s\S]{0,100}tarjetas?(?: de)? regalo/i,
  guardOff: anyOf(
    /(?:detenga|suspenda|pare|cierre)\w*[^.\n]{0,16}antivirus/,
    inOneSentence([/antivirus/, /avisa|alert|bloque|advier/, /permit|ignor|autoriz/], /nunca/),
    /(?:apag|cierr|pause)\w*[^.\n]{0,10}(?:antivirus|cortafuegos)/,
    /(?:antivirus|cortafuegos|defender)[^\n]{0,100}(?:desact[ií]v|deshabilit|ignor)|(?:desact[ií]v|deshabilit|ignor)[^.\n]{0,40}(?:antivirus|cortafuegos|defender)/,
    /más información[^.\n]{0,30}ejecutar de todas formas/,
  ),
  paste: /\bpeg(?:ar|ue)\b/i,
  enable: /(?:habilitar|activar) (?:el )?(?:contenido|edición|macros)/i,
  unseen: /(?:muestra|visualiza|protegid|lee)[\s\S]{0,80}(?:habilitar|activar) (?:el )?(?:contenido|edición|macros)/i,
  charge: anyOf(/cobrad|cargar|renovad|suscripción|pedido|adeud/, /suscripción|compra/),
  denied: anyOf(
    /no (?:ha )?(?:autoriz|reconoc|realiz)|cancelarl?o?|reembolso/,
    /si no (?:fue|ha sido) usted|si usted no|disput|reclamar/,
  ),
  ring: anyOf(/\bll[aá]m[ae]|teléfono|contacte/, /póngase en contacto/),
  watched: /cámara|grabad|hackead|pirate|programa espía|adultos|porno/i,
  spreads: /contactos|familia|amigos|publicar|enviaré/i,
  pays: /\bpag(?:ar|ue|a)\b|transfi|envíe/i,
  orElse: anyOf(/\bsi no\b|de lo contrario/, /en caso contrario|(?:última|única) advertencia|se niega/),
  easyWork:
    /(?:desde (?:su |tu )?casa|teletrabajo|a distancia)[\s\S]{0,200}(?:(?:no se necesita|sin) experiencia|horas? al día|al mes|por día)/i,
  enclosed: /adjunt[oa]|adjuntamos|en anexo/i,
  pay: anyOf(
    /(?:realice|efectúe|efectuar|realizar)[^.\n]{0,30}(?:pago|transferencia)|transferencia urgente/,
    /(?:hacer|hagas|prepar\w+) (?:hoy )?una transferencia|pague la factura/,
  ),
  passwordTyped: anyOf(
    /(?:introduzca|ingrese|escriba)[^.\n]{0,40}contraseña/,
    /(?:formulario|rellene|ingresar|indique)[^.\n]{0,40}contraseña/,
  ),
  neverAsked: /nunca[^.\n]{0,60}contraseña/i,
  secretByReply: anyOf(
    /(?:m[aá]nd|env[ií])\w*(?:nos|me)[^.\n]{0,8}su (?:usuario y )?(?:su )?contraseña/,
    /(?:cont[eé]st|respond)\w*[^.\n]{0,16}(?:usuario|login) y contraseña/,
    /(?:responda|envíe|facilite)[^.]{0,60}\bsu contraseña/,
    /facilít\w*[^.\n]{0,12}su contraseña|env[ií]\w*[^.\n]{0,10}el código[^.\n]{0,30}(?:sms|recibir|recibido)|responda[^.\n]{0,40}contraseña/,
  ),
  paidTooMuch:
    /(?:dos veces|por duplicado|por error|de más)[^.\n]{0,60}(?:pagado|transferido|abonado|ingresado|pagamos|transfer)|(?:pagado|pagamos|transferido|abonado|transferencia|pago)[^.\n]{0,60}(?:dos veces|duplicad|por error|de más|en exceso)|pago (?:doble|duplicado|en exceso)|doble (?:pago|transferencia)/i,
  paidBack: /reembols|devol(?:ver|ución|uci|v)|devuelv|reintegr|restitu/i,
  payerGone:
    /cuenta[^.\n]{0,24}(?:de origen|original|emisora|ordenante|desde la que)[^.\n]{0,60}(?:cerrad|cancelad|ya no|no (?:puede|admite)|bloquead|inactiv)|no[^.\n]{0,16}a la cuenta (?:de origen|original|emisora|ordenante)/i,
  register: /\b(?:registro|repertorio|directorio|guía)\b[^.\n]{0,40}\b(?:empresas|marcas|sociedades|rgpd)/i,
  registerEntry: /publicación|inscripción|inserción/i,
  feeDue: /\bpag(?:ar|o)\b|abonar|transferencia|cuota|tasa/i,
  cardCode:
    /número de (?:la |su )?tarjeta[\s\S]{0,120}(?:\bcv[cv]2?\b|código de seguridad|(?:tres|3) (?:dígitos|cifras|números))|(?:\bcv[cv]2?\b|código de seguridad)[\s\S]{0,120}número de (?:la |su )?tarjeta/i,
  formBack:
    /(?:devolv|devu[eé]lv|reenv|env[ií]|remit|respond|complet|rellen)\w*[^.\n]{0,80}(?:formulario|tarjeta|ficha|datos)|(?:formulario|ficha)[^.\n]{0,60}(?:devu[eé]lv|devolv|env[ií]|rellen|complet)/i,
  moneyAlarm:
    /(?:transferencia|pago|cargo|operación)[^.\n]{0,80}(?:bloquead|detenid|sospechos|intent|retenid)|intent\w*[^.\n]{0,40}transfer|(?:bloquead|detenid|sospechos|intent|retenid)\w*[^.\n]{0,40}(?:transferencia|pago|cargo|operación)/i,
  safeAccount: /cuenta (?:segura|de seguridad|técnica|protegida)/i,
}
