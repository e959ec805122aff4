## Inviter à créer un compte

admin-invitations = Invitations
admin-invitations-made = Invitations créées
admin-invitation-open = ouverte
admin-invitation-used = utilisée
admin-invitation-lapsed = expirée
admin-invitation-anybody = Pour n’importe qui
admin-invitation-used-at = Utilisée { $date }
admin-invitation-until = Valable jusqu’au { $date }
admin-invitation-sent-at = E-mail rédigé { $date }
admin-invitation-send = Renvoyer
admin-invitation-revoke = Retirer
admin-invitation-new = Inviter quelqu’un
admin-invitation-hint = Une invitation crée un compte, avec l’adresse à laquelle elle a été envoyée si elle en nomme une, et sert une fois. L’e-mail ne dit pas qui invite.
admin-invitation-language = Langue de l’e-mail
admin-invitation-mail = Envoyer par e-mail
admin-invitation-by-link = Créer un lien à remettre
admin-invitation-link = Le lien
admin-invitation-link-hint = Copiez-le maintenant. Il ne sera plus affiché et n’est que pour une personne.
admin-invitations-closed = Personne ne peut utiliser une invitation : la politique ne laisse personne s’inscrire.
