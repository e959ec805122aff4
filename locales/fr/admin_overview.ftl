## Ce sur quoi repose le service

admin-checks = Comment va le service
admin-check-database = Base de données
admin-check-clock = Horloge
admin-check-mail = E-mail
admin-check-sms = SMS
admin-check-face = Modèles pour les visages
admin-check-passwords = Mots de passe volés
admin-check-audit = Journal d’audit
admin-check-protocol = Protocole
admin-check-other = Autre
admin-check-is-fine = en ordre
admin-check-is-warn = à vérifier
admin-check-is-fail = en panne
