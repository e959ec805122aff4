## Inviting people to make an account

admin-invitations = Invitations
admin-invitations-made = Invitations that were made
admin-invitation-open = open
admin-invitation-used = used
admin-invitation-lapsed = lapsed
admin-invitation-anybody = For anybody
admin-invitation-used-at = Used { $date }
admin-invitation-until = Works until { $date }
admin-invitation-sent-at = Mail written { $date }
admin-invitation-send = Send again
admin-invitation-revoke = Take back
admin-invitation-new = Invite somebody
admin-invitation-hint = An invitation makes one account, with the address it was sent to if it names one, and works once. The mail does not say who invites.
admin-invitation-language = Language of the mail
admin-invitation-mail = Send by mail
admin-invitation-by-link = Make a link to hand over
admin-invitation-link = The link
admin-invitation-link-hint = Copy it now. It is not shown again, and it is for one person only.
admin-invitations-closed = Nobody can use an invitation: the policy lets nobody register.
