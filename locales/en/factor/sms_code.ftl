## Code by text message

factor-sms_code = Code by text message
factor-sms_code-hint = We send a code to your phone.

sms-code-title = Check your phone
sms-code-sent = We sent a 6-digit code to { $number }.
sms-code-sent-unnamed = We sent a 6-digit code to the phone of your account.
sms-code-missing = Nothing there? A text can take a minute. Then ask for a new code.

sms-code-number-title = Get codes by text message
sms-code-number-explain = Tell us the number of your mobile phone. We send a code to it, to see that it reaches you.
sms-code-number = Mobile number
sms-code-number-hint = With the country code, like +44 7700 900123.
sms-code-number-submit = Send a code
sms-code-change = Use another number
sms-code-finish = Finish
sms-code-risk-title = What you should know
sms-code-risk = Text messages are the weakest of the ways we offer: who takes over your number, or talks your phone company into moving it, gets your codes too. Tell us at once if your number changes hands.
sms-code-instead = Safer, if you can: an authenticator app or a passkey. A code by e-mail works without a phone.

error-phone-empty = Enter the number of your mobile phone
error-phone-format = Enter the number with its country code, like +44 7700 900123
error-phone-kind = No code can be sent to that number. Enter the number of a mobile phone
error-phone-country = We do not send codes to that country. Enter another number, or choose another way

## The message itself: plain letters, so that it fits one text

sms-code = { $code } is your code for { $client }. Never give it to anybody.
