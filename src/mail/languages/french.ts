import type { Language } from './language.ts'

export const FRENCH: Language = {
  spoken:
    'et le la les des du de une un est sont vous votre vos nous notre nos je ne pas pour avec sur dans que qui au aux par en ce cette veuillez merci mon ma',
  accountLost:
    /(?:compte|messagerie|bo[iî]te (?:mail|aux lettres)|mot de passe|carte|authentification)[^.]{0,60}(?:suspendu|suspension|bloqu|limit|expir|désactiv|satur|pleine|capacité)|(?:espace client|abonnement|service)[^.]{0,30}(?:expire|suspendu|bloqu|désactiv)|(?:messages?|courriels?|e-?mails?)[^.]{0,30}(?:en quarantaine|en attente|bloqués|non remis)|connexion (?:inhabituelle|suspecte)/i,
  caretaker: /service informatique|administrateur(?: (?:système|réseau|messagerie))?|support informatique/i,
  transfer: /virement|paiement|règlement/i,
  changedAccount:
    /(?:nouveau|nouvelles|changement de) (?:rib|iban|compte(?: bancaire)?|coordonnées bancaires)|(?:rib|coordonnées bancaires|compte bancaire)[^.]{0,40}(?:(?<!in)changé|modifié|nouve)|compte\b[^.\n]{0,80}(?:bloqué|suspendu)|compte (?:de passage|d.attente|provisoire|temporaire|de notre filiale)|autre compte bancaire|changement de domiciliation/i,
  accountBarred: /compte\b[^.\n]{0,80}(?:bloqué|gelé|saisi|audit)/i,
  unchanged: /inchangé|compte habituel|rib habituel|coordonnées habituelles/i,
  wages:
    /(?:salaire|paie)\b[^.]{0,80}(?:nouveau|changer?|changement)[^.]{0,30}(?:compte|rib|iban)|(?:nouveau|changer?|changement)[^.]{0,30}(?:compte|rib|iban)[^.]{0,80}(?:salaire|paie)\b/i,
  secret: /confidentiel|discr[eé]t/i,
  tellNobody:
    /(?:n.en|ne (?:m.)?en) parle[rz]|(?:parle[rz]|dites|discute[rz])[^.\n]{0,30}à personne|strictement confidentiel/i,
  notByTelephone:
    /en réunion|en formation cet|inutile (?:de |d.)appeler|uniquement par (?:e-?)?(?:mail|courriel)|pas joignable|injoignable/i,
  qrCode: /code QR|QR ?code/i,
  haste: /urgen|aujourd|\bce jour\b|dans la journée|par anticipation|au plus vite|rapidement|immédiatement/i,
  deadline:
    /(?:sous|dans(?: les)?) \d{1,2} ?(?:h|heures|jours)|immédiatement|dernier (?:rappel|avis)|(?:pour|afin d.) ?éviter|faute de quoi|sans quoi|expire aujourd/i,
  claim:
    /(?:colis|livraison|envoi)[^.]{0,80}(?:suspendu|retenu|bloqu|n.a pas pu|incompl|frais|attente)|remboursement[\s\S]{0,60}(?:bénéficier|demande|recevoir|éligible)|(?<!si vous )bénéficiez d.un remboursement|amende[^.]{0,40}(?:impay|régler|majorée)/i,
  loss: /suspendu|bloqué|supprimé|majoration|majorée|désactivé|retourné/i,
  byWhen: /\b(?:avant le|sous|dans les|sinon|faute de)\b|pour éviter/i,
  act: /mettez à jour|confirme[rz]|vérifie[rz]|régle[rz]|paye[rz]|renseigne[rz]|connectez/i,
  windfall: /remboursement|trop-perçu|indemnité|gagn(?:é|ant)/i,
  details: /coordonnées bancaires|carte bancaire|numéro de carte/i,
  othersPassword:
    /(?:identifiants|mot de passe) (?:de (?:votre )?(?:messagerie|boîte|compte)|professionnel)|connexion avec (?:votre|vos) (?:messagerie|compte|adresse|identifiants)|connect(?:ez-vous|er) (?:avec|via|à l.aide de) (?:votre|vos) (?:messagerie|compte (?:microsoft|office|google|professionnel|e-?mail|mail)|adresse e-?mail|identifiants de messagerie)/i,
  everyday: /facture|commande|devis|paiement|livraison|colis|relance|lettre de voiture|droits? d.auteur|impôt|amende/i,
  notYou: /si (?:ce|cela) n.est pas vous|si vous n.êtes pas à l.origine/i,
  elseLost: /(?:sinon|à défaut|faute de quoi|sans quoi)[^.\n]{0,60}(?:bloqué|suspendu|supprimé)/i,
  giftCards: /cartes?[- ]cadeaux?[\s\S]{0,100}(?:achet|codes?\b)|achet[\s\S]{0,100}cartes?[- ]cadeaux?/i,
  guardOff:
    /(?:antivirus|pare-feu|defender)[^\n]{0,100}(?:désactiv|ignor)|(?:désactiv|ignor)[^.\n]{0,40}(?:antivirus|pare-feu|defender)/i,
  paste: /\bcoll(?:er|ez)\b/i,
  enable: /activer (?:le contenu|les macros|la modification)/i,
  unseen: /(?:affiche|protégé|lisible|visualis)[\s\S]{0,80}activer (?:le contenu|les macros|la modification)/i,
  charge: /débité|prélev|renouvel|abonnement|commande|facturé/i,
  denied: /(?:pas|non) (?:autoris|effectué|command|reconn)|annuler|remboursement/i,
  ring: /\bappel(?:ez|er)|téléphone|contactez/i,
  watched: /webcam|caméra|enregistr|filmé|piraté|logiciel espion|adultes|porno/i,
  spreads: /contacts|proches|famille|diffus|publier|enverrai/i,
  pays: /\bpay(?:ez|er)|virement|versez|envoyez/i,
  orElse: /\b(?:sinon|faute de)\b|\bsi vous ne\b/i,
  easyWork:
    /(?:télétravail|à domicile|depuis chez vous)[\s\S]{0,200}(?:aucune expérience|sans expérience|heures? par jour|par mois|par jour)/i,
  enclosed: /ci-joint|en pièce jointe|en annexe/i,
  pay: /(?:effectuer|procéder)[^.\n]{0,30}(?:paiement|virement)|merci de régler|virement (?:urgent|immédiat)/i,
  passwordTyped: /(?:saisi|indiqu|renseign)[^.\n]{0,50}mot de passe|mot de passe[^.\n]{0,40}(?:saisi|indiqu|renseign)/i,
  neverAsked: /jamais[^.\n]{0,60}mot de passe|ne (?:jamais )?(?:saisi|communiqu|indiqu)/i,
  secretByReply: /(?:répond|envoy|communiqu)[^.]{0,60}(?:votre|vos) (?:mot de passe|identifiants)/i,
}
