## Code by e-mail

factor-email_code = Code by e-mail
factor-email_code-hint = We send a code to your e-mail address.

email-code-title = Check your e-mail
email-code-sent = We sent a 6-digit code to { $address }.
email-code-sent-unnamed = We sent a 6-digit code to the e-mail address of your account.
email-code-missing = Nothing there? Look into the spam folder, or ask for a new code.
