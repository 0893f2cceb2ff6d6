import { anyOf, inOneSentence, type Language } from './language.ts'

export const FRENCH: Language = {
  spoken:
    'et le la les des du de une un est sont vous votre vos nous notre nos je ne pas pour avec sur dans que qui au aux par en ce cette veuillez merci mon ma',
  accountLost: anyOf(
    /bo[iî]te de réception[^.\n]{0,16}(?:satur|plein)/,
    inOneSentence(
      [/messagerie|bo[iî]te (?:mail|aux lettres)|quota/, /plein|satur|dépass|n.est plus val|expir|rejet/],
      /destinataire/,
    ),
    /(?:espace de messagerie|messagerie)[^.\n]{0,12}(?:plein|satur)/,
    /(?:compte|messagerie|bo[iî]te (?:mail|aux lettres)|mot de passe|carte|authentification)[^.]{0,60}(?:suspendu|suspension|bloqu|limit|expir|désactiv|satur|pleine|capacité)|(?:espace client|abonnement|service)[^.]{0,30}(?:expire|suspendu|bloqu|désactiv)|(?:messages?|courriels?|e-?mails?)[^.]{0,30}(?:en quarantaine|en attente|bloqués|non remis)|connexion (?:inhabituelle|suspecte)/,
    /messages[^.\n]{0,24}(?:pas pu être remis|n.ont pas été (?:remis|délivrés))|compte de messagerie[^.\n]{0,20}fermé|perdre l.accès à votre (?:messagerie|compte|bo[iî]te)/,
  ),
  caretaker: /service informatique|administrateur(?: (?:système|réseau|messagerie))?|support informatique/i,
  transfer: /virement|paiement|règlement/i,
  changedAccount: anyOf(
    /(?:compte|rib|iban)[^.\n]{0,40}n.est plus (?:utilis|valable|acti)/,
    inOneSentence(
      [
        /(?:ancien|précédent)e?s? (?:rib|iban|compte|coordonnées|banque)/,
        /supprim|\bne\b|\bplus\b|remplac|efface|annul/,
      ],
      /\bvotre/,
    ),
    inOneSentence(
      [
        /factur|paiement|règlement|virement|pay[eé]/,
        /(?:compte|banque|rib) différent|(?:autre|nouveau|nouvelle) (?:compte|banque|rib|iban)/,
      ],
      /votre (?:nouve|banque)/,
    ),
    /(?:pass(?:és?|ons)|transféré)[^.\n]{0,12}(?:une|à une) autre banque|(?:remplac|modifi|actualis)\w*[^.\n]{0,12}(?:nos|notre|le) (?:coordonnées bancaires|rib|iban)|autre compte\b|enregistrer ce rib/,
    /(?:nouveau|nouvelles|changement de) (?:rib|iban|compte(?: bancaire)?|coordonnées bancaires)|(?:rib|coordonnées bancaires|compte bancaire)[^.]{0,40}(?:(?<!in)changé|modifié|nouve)|compte\b[^.\n]{0,80}(?:bloqué|suspendu)|compte (?:de passage|d.attente|provisoire|temporaire|de notre filiale)|autre compte bancaire|changement de domiciliation/,
    /chang(?:é|ement) de banque|nouvelle (?:domiciliation|banque)|(?:ancien|précédent)e?s? (?:compte|rib|iban|coordonnées)[^.\n]{0,40}(?:clôtur|ferm|plus|caduc)/,
    /(?:ne (?:plus|pas)|cessez d.)[^.\n]{0,16}(?:utilis|vers|payer)[^.\n]{0,24}(?:ancien|précédent)|coordonnées de (?:paiement|règlement)[^.\n]{0,30}(?:modifié|changé)|(?:rib|iban)[^.\n]{0,40}(?:erroné|incorrect|obsolète|plus valable|plus valide)/,
    /compte de notre (?:maison[- ]mère|société (?:mère|sœur)|partenaire)/,
  ),
  accountBarred: anyOf(
    /(?:fisc|impôts|administration fiscale)[^.\n]{0,40}(?:contrôl|vérifi|audit)[^.\n]{0,40}(?:compte|banque)|compte[^.\n]{0,60}ne p(?:eut|ourra)[^.\n]{0,12}(?:recevoir|accepter|encaisser)/,
    /compte\b[^.\n]{0,80}(?:bloqué|gelé|saisi\b|audit)/,
    /compte\b[^.\n]{0,60}(?:contrôle fiscal|indisponible|restreint)|(?:audit|contrôle fiscal)[^.\n]{0,60}(?:notre|le) compte|banque[^.\n]{0,20}(?:restreint|bloqué)[^.\n]{0,12}compte|ne p(?:ouvons|eut)[^.\n]{0,10}recevoir de (?:virement|fonds|paiement)/,
  ),
  unchanged:
    /(?:rib|iban|compte|coordonnées)[^.\n]{0,30}(?:inchangé|reste(?:nt)? (?:le|les) même|ne changent? pas)|ne changeons[^.\n]{0,10}de (?:rib|compte)|(?:rib|iban|compte|coordonnées)[^.\n]{0,16}n.(?:a|ont|est) pas (?:été )?(?:chang|modifi)|compte habituel|rib habituel|coordonnées habituelles/i,
  wages: anyOf(
    /salaire[^.\n]{0,30}autre compte/,
    /(?:salaire|paie)\b[^.]{0,80}(?:nouveau|changer?|changement)[^.]{0,30}(?:compte|rib|iban)|(?:nouveau|changer?|changement)[^.]{0,30}(?:compte|rib|iban)[^.]{0,80}(?:salaire|paie)\b/,
    /(?:coordonnées bancaires|rib|compte)[^.\n]{0,60}(?:salaire|paie)\b/,
  ),
  secret: /confidentiel|discr[eé]t/i,
  tellNobody: anyOf(
    /gardez le (?:silence|secret)/,
    inOneSentence(
      [
        /parle[rz]|\bdites|mentionne[rz]|informe[rz]|partage[rz]/,
        /\bn[e'’]|\bpas\b/,
        /personne|collègue|collaborateur|équipe|\bautres\b/,
      ],
      /hésit|\bsi\b/,
    ),
    /pas un mot à|n.en (?:dites|parlez)[^.\n]{0,10}(?:rien|pas)[^.\n]{0,10}(?:collègues|autres)?/,
    /(?:n.en|ne (?:m.)?en) parle[rz]|(?:parle[rz]|dites|discute[rz])[^.\n]{0,30}à personne|strictement confidentiel/,
    /(?:doi|dev)\w+[^.\n]{0,16}rester entre nous|à aucun collègue|gardez (?:cette information|cela|ça)[^.\n]{0,8}pour vous|personne d.autre|n.en informer personne|qu.avec moi|discrétion absolue|ne[^.\n]{0,12}à personne(?![^.\n]{0,10}votre)/,
  ),
  notByTelephone: anyOf(
    inOneSentence(
      [/téléphon|m.appel|joign|portable/, /\bn[e'’]|\bpas\b|impossible|injoignable/],
      /hésit|\bsi\b|horaire/,
    ),
    /(?:peux|puis)[^.\n]{0,6}pas[^.\n]{0,16}(?:au téléphone|parler|répondre|prendre d.appel)/,
    /en réunion|en formation cet|inutile (?:de |d.)appeler|uniquement par (?:e-?)?(?:mail|courriel)|pas joignable|injoignable/,
    /ne m.appelez pas|pas prendre d.appel|joignable que par|en (?:conférence|comité|déplacement et injoignable)|téléphone (?:est )?(?:en panne|cassé|perdu)/,
  ),
  qrCode: /code QR|QR ?code/i,
  haste: /urgen|aujourd|\bce jour\b|dans la journée|par anticipation|au plus vite|rapidement|immédiatement/i,
  deadline: anyOf(
    /dernier délai/,
    /passé ce délai/,
    /reste que \d{1,2} heures/,
    /(?:sous|dans(?: les)?) \d{1,2} ?(?:h|heures|jours)|immédiatement|dernier (?:rappel|avis)|(?:pour|afin d.) ?éviter|faute de quoi|sans quoi|expire aujourd/,
    /(?:disposez de|reste) \d{1,2} ?(?:heures|h\b|jours)|sans réponse de votre part|agissez (?:maintenant|immédiatement)|derni[eè]re? (?:rappel|relance|avertissement|mise en demeure)|au plus tard (?:ce soir|aujourd|demain)|d.ici (?:demain|ce soir)/,
  ),
  claim:
    /(?:colis|livraison|envoi)[^.]{0,80}(?:suspendu|retenu|bloqu|n.a pas pu|incompl|frais|attente)|remboursement[\s\S]{0,60}(?:bénéficier|demande|recevoir|éligible)|(?<!si vous )bénéficiez d.un remboursement|amende[^.]{0,40}(?:impay|régler|majorée)/i,
  loss: anyOf(
    /suspendu|bloqué|supprimé|majoration|majorée|désactivé|retourné/,
    /(?:compte|accès|service)[^.\n]{0,24}fermé|(?:données|fichiers)[^.\n]{0,16}perdu|poursuites|frais supplémentaires|recouvrement|pénalités/,
  ),
  byWhen: /\b(?:avant le|sous|dans les|sinon|faute de)\b|pour éviter/i,
  act: /mettez à jour|confirme[rz]|vérifie[rz]|régle[rz]|paye[rz]|renseigne[rz]|connectez/i,
  windfall: /remboursement|trop-perçu|indemnité|gagn(?:é|ant)/i,
  details: /coordonnées bancaires|carte bancaire|numéro de carte/i,
  othersPassword: anyOf(
    inOneSentence(
      [/(?:mot de passe|identifiants) de (?:votre|la) (?:messagerie|bo[iî]te)/, /confirm|saisi|entre[rz]|valide[rz]/],
      /jamais/,
    ),
    /(?:identifiez|authentifiez|connectez)-vous avec (?:votre|vos) (?:messagerie|compte|adresse) professionnel/,
    /(?:identifiants|mot de passe) (?:de (?:votre )?(?:messagerie|boîte|compte)|professionnel)|connexion avec (?:votre|vos) (?:messagerie|compte|adresse|identifiants)|connect(?:ez-vous|er) (?:avec|via|à l.aide de) (?:votre|vos) (?:messagerie|compte (?:microsoft|office|google|professionnel|e-?mail|mail)|adresse e-?mail|identifiants de messagerie)/,
    /mot de passe de votre (?:messagerie|bo[iî]te)|authentifiez-vous[^.\n]{0,24}(?:adresse|compte) (?:professionnel|e-?mail)|(?:vos )identifiants (?:office|outlook|microsoft|de messagerie|professionnels)|adresse e-?mail et votre mot de passe[^.\n]{0,24}(?:fichier|document|message)/,
  ),
  everyday: /facture|commande|devis|paiement|livraison|colis|relance|lettre de voiture|droits? d.auteur|impôt|amende/i,
  notYou: anyOf(/si (?:ce|cela) n.est pas vous|si vous n.êtes pas à l.origine/, /ce n.était pas vous|n.est pas vous\b/),
  elseLost: /(?:sinon|à défaut|faute de quoi|sans quoi)[^.\n]{0,60}(?:bloqué|suspendu|supprimé)/i,
  giftCards: /cartes?[- ]cadeaux?[\s\S]{0,100}(?:achet|codes?\b)|achet[\s\S]{0,100}cartes?[- ]cadeaux?/i,
  guardOff: anyOf(
    /(?:arrête|ferme|met)\w*[^.\n]{0,20}(?:en pause )?[^.\n]{0,12}(?:antivirus|pare-feu)/,
    inOneSentence([/antivirus/, /réagi|alert|bloqu|signal/, /autoris|ignor|accept/], /jamais/),
    /(?:antivirus|pare-feu|defender)[^\n]{0,100}(?:désactiv|ignor)|(?:désactiv|ignor)[^.\n]{0,40}(?:antivirus|pare-feu|defender)/,
    /(?:coupe|éteigne|suspende)\w*[^.\n]{0,12}(?:antivirus|pare-feu)/,
  ),
  paste: /\bcoll(?:er|ez)\b/i,
  enable: /activer (?:le contenu|les macros|la modification)/i,
  unseen: /(?:affiche|protégé|lisible|visualis)[\s\S]{0,80}activer (?:le contenu|les macros|la modification)/i,
  charge: anyOf(/débité|prélev|renouvel|abonnement|commande|facturé/, /paiement[^.\n]{0,16}effectué|achat/),
  denied: anyOf(
    /n.avez (?:rien|pas) (?:commandé|acheté|autorisé)/,
    /(?:pas|non) (?:autoris|effectué|command|reconn)|annuler|remboursement/,
    /pas à l.origine|contester|pas vous\b/,
  ),
  ring: anyOf(/\bappel(?:ez|er)|téléphone|contactez/, /composez|joignez-nous|joindre au/),
  watched: /webcam|caméra|enregistr|filmé|piraté|logiciel espion|adultes|porno/i,
  spreads: /contacts|proches|famille|diffus|publier|enverrai/i,
  pays: /\bpay(?:ez|er)|virement|versez|envoyez/i,
  orElse: anyOf(
    /\b(?:sinon|faute de)\b|\bsi vous ne\b/,
    /dans le cas contraire|à défaut|autrement|\bou (?:bien )?nous\b|(?:dernier|seul) avertissement|refus/,
  ),
  easyWork:
    /(?:télétravail|à domicile|depuis chez vous)[\s\S]{0,200}(?:aucune expérience|sans expérience|heures? par jour|par mois|par jour)/i,
  enclosed: /ci-joint|en pièce jointe|en annexe/i,
  pay: anyOf(
    /(?:effectuer|procéder)[^.\n]{0,30}(?:paiement|virement)|merci de régler|virement (?:urgent|immédiat)/,
    /faire un virement|(?:régliez|régler) (?:cette|la) facture/,
  ),
  passwordTyped: anyOf(
    /(?:saisi|indiqu|renseign)[^.\n]{0,50}mot de passe|mot de passe[^.\n]{0,40}(?:saisi|indiqu|renseign)/,
    /(?:formulaire|entre[rz])[^.\n]{0,40}mot de passe/,
  ),
  neverAsked: /jamais[^.\n]{0,60}mot de passe|ne (?:jamais )?(?:saisi|communiqu|indiqu)/i,
  secretByReply: anyOf(
    /indiquez-(?:nous|moi)[^.\n]{0,6}votre mot de passe/,
    inOneSentence(
      [/identifiant|nom d.utilisateur|login/, /mot de passe/, /besoin de votre|envoyez|transmettez|communiquez/],
      /jamais|fichier|courrier|site/,
    ),
    /répond(?:ez|re)[^.\n]{0,20}(?:login|identifiant)[^.\n]{0,10}mot de passe/,
    /(?:répond|envoy|communiqu)[^.]{0,60}(?:votre|vos) (?:mot de passe|identifiants)/,
    /(?:transmettre|donne[rz]|communique[rz])[^.\n]{0,16}votre mot de passe|(?:envoyez|donnez|transmettez)-?(?: ?moi)?[^.\n]{0,10}le code[^.\n]{0,30}(?:sms|recevoir|reçu)|répondez[^.\n]{0,40}(?:identifiant|mot de passe)/,
  ),
  paidTooMuch:
    /(?:deux fois|en double|par erreur|en trop)[^.\n]{0,60}(?:viré|réglé|payé|versé)|(?:viré|réglé|payé|versé|virement|règlement|paiement)[^.\n]{0,60}(?:deux fois|en double|par erreur|en trop)|double (?:paiement|virement|règlement)|trop-?(?:perçu|versé|payé)/i,
  paidBack: /rembours|rétrocéd|restitu|reverser|renvoyer[^.\n]{0,30}(?:montant|somme|fonds)/i,
  payerGone:
    /compte[^.\n]{0,16}(?:d.origine|initial|émetteur|d.où)[^.\n]{0,60}(?:clôtur|ferm|n.existe plus|ne (?:peut|permet)|plus actif|bloqué|résilié)|(?:non|pas)[^.\n]{0,16}(?:vers|sur)[^.\n]{0,12}compte (?:d.origine|émetteur|initial)/i,
  register: /\b(?:registre|répertoire|annuaire)\b[^.\n]{0,40}\b(?:sociétés|entreprises|marques|commerce|rgpd|données)/i,
  registerEntry: /\b(?:publication|inscription|cotisation|insertion|parution)\b/i,
  feeDue: /\br[éè]gl(?:er|ement)\b|\bpay(?:er|ement|able)\b|versement|à acquitter|redevance/i,
  cardCode:
    /num[ée]ro de (?:la |votre )?carte[\s\S]{0,120}(?:\bcv[cv]2?\b|cryptogramme|code de sécurité|(?:trois|3) (?:derniers )?chiffres)|(?:\bcv[cv]2?\b|cryptogramme|code de sécurité)[\s\S]{0,120}num[ée]ro de (?:la |votre )?carte/i,
  formBack:
    /(?:renvoy|retourn|envoy|transmet|répond|complét|rempl)\w*[^.\n]{0,80}(?:formulaire|carte|fiche|coordonnées)|(?:formulaire|fiche)[^.\n]{0,60}(?:renvoy|retourn|complét|rempl)/i,
  moneyAlarm:
    /(?:virement|paiement|prélèvement|opération)[^.\n]{0,80}(?:bloqué|suspendu|stoppé|suspect|tent)|(?:tent)\w*[^.\n]{0,40}virement|(?:bloqué|suspendu|stoppé|suspect|tent)\w*[^.\n]{0,40}(?:virement|paiement|prélèvement|opération)/i,
  safeAccount: /compte (?:sécurisé|de sécurité|technique|séquestre|provisoire sécurisé)/i,
}
