## Ce que quelqu’un dit de soi

account-profile = Profil
account-username = Nom d’utilisateur
account-email = Adresse e-mail
account-phone = Numéro de téléphone

profile-picture = Photo
profile-picture-alt = Votre photo
profile-picture-choose = Choisir une photo
profile-picture-hint = PNG, JPEG ou WebP, jusqu’à { $megabytes } Mo. Nous en gardons le centre, en petit carré.
profile-picture-submit = Utiliser cette photo
profile-picture-remove = Supprimer la photo

profile-about = À propos de vous
profile-hint = Les applications ne voient cela que là où vous l’autorisez. Rien n’est obligatoire.
profile-address = Adresse postale
claim-name = Nom complet
claim-given_name = Prénom
claim-middle_name = Deuxième prénom
claim-family_name = Nom de famille
claim-nickname = Surnom
claim-gender = Genre
claim-birthdate = Date de naissance
claim-birthdate-hint = Année, mois et jour, comme 1990-12-31. L’année seule suffit, tout comme 0000-12-31.
claim-profile = Page de profil
claim-website = Site web
claim-zoneinfo = Fuseau horaire
claim-locale = Langue
claim-locale-hint = Sous forme de balise de langue, comme fr ou pt-BR.
claim-formatted = Adresse complète, comme sur une étiquette
claim-street_address = Rue et numéro
claim-postal_code = Code postal
claim-locality = Ville
claim-region = Région
claim-country = Pays

profile-attributes = En savoir plus sur vous
profile-attributes-kept = Les responsables de ce service tiennent ces informations sur vous.
attribute-true = Oui
attribute-false = Non
attribute-list-hint = Un par ligne.
attribute-json-hint = En JSON.

contact-verified = confirmé
contact-unverified = non confirmé
contact-none = Rien pour l’instant.
contact-waiting = { $address } attend son code. Saisissez-le
contact-email-new = Nouvelle adresse e-mail
contact-email-hint = Vous prouvez d’abord que c’est vous. Nous envoyons ensuite un code à la nouvelle adresse et un avis à l’ancienne.
contact-phone-new = Nouveau numéro de téléphone
contact-phone-remove = Supprimer le numéro
contact-submit = Modifier
contact-title = Confirmer
contact-email-title = Confirmez votre nouvelle adresse
contact-phone-title = Confirmez votre nouveau numéro
contact-code-sent = Nous avons envoyé un code à 6 chiffres à { $address }.
contact-code-hint = Il est valable 10 minutes. Tant qu’il n’est pas saisi, rien ne change.

notice-profile-saved = Enregistré.
notice-picture-saved = Votre photo est enregistrée.
notice-picture-removed = Votre photo est supprimée.
notice-email-changed = Votre adresse e-mail est modifiée. Nous avons envoyé un e-mail à l’ancienne et à la nouvelle.
notice-phone-changed = Votre numéro de téléphone est modifié. Nous vous avons envoyé un e-mail à ce sujet.
notice-phone-removed = Votre numéro de téléphone est supprimé. Nous vous avons envoyé un e-mail à ce sujet.

error-profile-characters = Retirez les caractères que personne ne peut voir
error-profile-long = Raccourcissez ceci
error-profile-url = Saisissez une adresse qui commence par https://, comme https://example.com/alice
error-profile-birthdate = Saisissez une date comme 1990-12-31, ou une année comme 1990
error-profile-zone = Choisissez un fuseau horaire dans la liste
error-profile-language = Saisissez une balise de langue, comme fr ou pt-BR
error-attribute-number = Saisissez un nombre, comme 7 ou 2.5
error-attribute-json = Saisissez du JSON
error-attribute-type = Choisissez l’une des réponses
error-attribute-much = C’est trop. Retirez-en une partie
error-profile-raced = Autre chose a modifié votre compte au même moment. Vérifiez à nouveau
error-picture-missing = Choisissez d’abord une photo
error-picture-format = Choisissez une image PNG, JPEG ou WebP
error-picture-broken = Cette image est illisible. Choisissez-en une autre
error-picture-small = Cette image est trop petite. Choisissez-en une d’au moins 32 pixels de côté
error-picture-huge = Cette image a trop de pixels. Choisissez-en une de 40 millions au plus
error-contact-email = Saisissez une adresse e-mail comme nom@example.com
error-contact-same = C’est déjà votre adresse
error-contact-many = Trop de codes ont été envoyés. Réessayez dans une heure
error-contact-taken = Cette adresse appartient à un autre compte
