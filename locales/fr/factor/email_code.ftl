## Code par e-mail

factor-email_code = Code par e-mail
factor-email_code-hint = Nous envoyons un code à votre adresse e-mail.

email-code-title = Consultez vos e-mails
email-code-sent = Nous avons envoyé un code à 6 chiffres à { $address }.
email-code-sent-unnamed = Nous avons envoyé un code à 6 chiffres à l’adresse e-mail de votre compte.
email-code-missing = Rien reçu ? Regardez dans le dossier des indésirables ou demandez un nouveau code.
