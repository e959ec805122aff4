## Créer un compte

register-offer = Créer un compte
register-title = Créez votre compte
register-label = Adresse e-mail
register-hint = Nous y envoyons un code pour voir qu’elle est à vous.
register-sign-in = J’ai déjà un compte

## Ce qui est demandé à un nouveau compte

details-title = À propos de vous
details-terms-title = Nos conditions d’utilisation
details-terms-read = Lire les conditions d’utilisation
details-terms = J’accepte les conditions d’utilisation
number-title = Votre numéro de téléphone
number-other = Un autre numéro
number-hint = Nous y envoyons un code par SMS.
number-send = Envoyer un code

error-email-empty = Saisissez votre adresse e-mail
error-claim-empty = Remplissez ce champ
error-terms = Acceptez les conditions d’utilisation pour continuer
error-invitation = Cette invitation ne fonctionne plus. Demandez-en une nouvelle
error-invitation-address = Cette invitation est pour une autre adresse. Saisissez celle à laquelle elle a été envoyée
error-registration-title = Vous ne pouvez pas créer de compte ici
error-registration-message = Demandez une invitation aux responsables de ce service. Si vous en aviez une, elle a déjà servi ou elle est trop ancienne.

## E-mails

mail-register-subject = { $code } est votre code pour créer un compte
mail-register-intro = Utilisez ce code pour créer votre compte chez { $client } :
mail-register-not-you = Ce n’était pas vous ? Alors ignorez cet e-mail : sans le code, aucun compte n’est créé.
mail-registered-subject = Vous avez déjà un compte
mail-registered-body = Quelqu’un, sans doute vous, a voulu créer un compte chez { $client } avec cette adresse. Il en existe déjà un, donc rien n’a changé.
mail-registered-sign-in = Connectez-vous, ou choisissez un nouveau mot de passe si vous avez oublié le vôtre
mail-registered-asked = La tentative vient d’ici :
mail-registered-not-you = Ce n’était pas vous ? Alors ignorez cet e-mail. Personne n’est entré, et la personne qui a essayé n’a pas appris que vous avez un compte.
mail-invitation-subject = Vous êtes invité sur { $host }
mail-invitation-body = Vous pouvez créer un compte sur { $host } avec l’adresse à laquelle ce message a été envoyé.
mail-invitation-open = Créer votre compte
mail-invitation-until = Le lien fonctionne une fois, jusqu’au { $date }. Un code envoyé à cette adresse confirmera ensuite qu’elle est à vous.
mail-invitation-not-you = Vous ne vous y attendiez pas ? Ignorez ce message : sans vous, aucun compte n’est créé.
