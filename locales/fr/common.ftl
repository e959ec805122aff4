### Glossaire. Adresse : vous. sign in = se connecter · sign out = se déconnecter · account = compte · application = application ·
### way to sign in = méthode de connexion · step = étape · code = code · passkey = clé d’accès · recovery code = code de secours ·
### authenticator app = application d’authentification · text message = SMS · device = appareil · user name = nom d’utilisateur ·
### whoever runs this service = les responsables de ce service. Espace insécable avant : ; ? et dans « ».

## Ce que toute page peut dire

language-name = Français
language-menu = Langue : { $name }
title-error = Erreur :
continue = Continuer
cancel = Annuler
sign-in = Se connecter
sign-out = Se déconnecter
copy = Copier
copied = Copié
remove = Supprimer
code-label = Code à 6 chiffres

## Moments

date-and-time = { $day } { $month } { $year } à { $clock } UTC
time-of-day = { $clock } UTC
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## La page d’accueil

home-title = Votre service de connexion
home-what = Les applications vous envoient ici pour vous connecter. Elles apprennent qui vous êtes ; votre mot de passe et vos codes restent ici.
home-account = Gérer votre compte
home-try = Essayer
home-demo = Application de démonstration
home-mail-hint = Tous les e-mails et SMS qui auraient été envoyés
home-discovery = Document de découverte

## Mode développement

dev-bar = Mode développement : pour cet ordinateur seulement. Les e-mails et SMS sont interceptés, pas envoyés.
dev-mail-link = Les lire
dev-mail-title = Messages interceptés
dev-mail-hint = En mode développement, les e-mails et SMS arrivent ici au lieu d’être envoyés.
dev-mail-none = Rien pour l’instant. Tout envoi apparaîtra ici aussitôt.
dev-mail-back = Tous les messages
dev-mail-sms = SMS
dev-mail-html = Tel qu’il s’affiche
dev-mail-text = En texte brut
mail-from = De { $address }
mail-to = À { $address }

## Administration

admin-title = Administration
admin-overview = Vue d’ensemble
admin-storage = Stockage
admin-accounts = Comptes
admin-clients = Clients
admin-public = public
admin-confidential = confidentiel
admin-keys = Clés
admin-since = depuis le { $date }
key-next = suivante
key-active = active
key-retired = retirée
key-unknown = autre
