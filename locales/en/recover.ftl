## Getting back in when the password is forgotten

password-forgot = Forgot your password?
recover-link-title = Go on with your new password
recover-link = You opened the link of our mail. Go on to choose a new password; nothing has happened yet.
recover-elsewhere-title = Go back to the browser where you asked
recover-elsewhere = For your safety the link works only in the browser where you asked for it. There you can type this code instead:
recover-elsewhere-hint = If you did not ask for it, close this page. Nothing happened by opening it.
recovered-title = Your password is changed
recovered-body = You are signed out everywhere, and we sent you a mail about it. Now sign in with your new password.

error-recover-title = This account cannot be recovered here
error-recover-message = What is needed beside the code is lost, or its ways to sign in are frozen. Ask whoever runs this service: they can begin a reset.

## A reset that an operator began

reset-stop-title = Stop the reset of your account?
reset-stop-body = Somebody asked whoever runs this service to reset your account, as if every way to sign in but your e-mail were lost. If that was not you, stop it.
reset-stop = Stop it
reset-stop-hint = If it was you, close this page. Nothing happened by opening it.
reset-stopped-title = The reset is stopped
reset-stopped-body = Nothing about your account has changed. If you did not ask for the reset, tell whoever runs this service.

## Mails

mail-recover-subject = { $code } is your code to choose a new password
mail-recover-intro = Use this code to choose a new password, in the browser where you asked for it:
mail-recover-link = Or open this link in that same browser:
mail-recover-open = Or go on by this link, in that same browser
mail-recover-asked = The code was asked for here:
mail-recover-not-you = Was this not you? Then ignore this mail: without the code nothing changes, and your password still works.
mail-recovered-subject = A new password was chosen for your account
mail-recovered-body = Somebody who reads your mail chose a new password for your account. Every device is signed out.
mail-reset-subject = Your account is about to be reset
mail-reset-body = Whoever runs this service was told that every way to sign in but your e-mail is lost. When the reset opens, “Forgot your password?” will ask for a mailed code only, and everything else that was set up will be removed.
mail-reset-opens = It opens on { $date }.
mail-reset-closes = It closes on { $date }.
mail-reset-not-you = Was this not you? Then stop it now.
mail-reset-stop = Stop the reset
sms-reset = { $host }: your account is about to be reset. If this was not you, read your mail and stop it.
