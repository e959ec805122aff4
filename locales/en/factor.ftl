## Ways to prove who you are: their names, their pages, their refusals.

factor-password = Password
factor-password-hint = The password of your account.
factor-email_code = Code by e-mail
factor-email_code-hint = We send a code to your e-mail address.
factor-totp = Authenticator app
factor-totp-hint = A code from the app on your phone.
factor-unknown = Another way
factor-unknown-hint = A way that was set up for your account.

## Password

password-title = Enter your password
password-label = Password
show = Show
show-password = Show password
caps-lock = Caps lock is on
remember = Keep me signed in on this device { $days ->
        [one] for a day
       *[other] for { $days } days
    }
error-password-empty = Enter your password
error-password-wrong = That e-mail or password is not right

## Code by e-mail

email-code-title = Check your e-mail
email-code-sent = We sent a 6-digit code to { $address }.
email-code-sent-unnamed = We sent a 6-digit code to the e-mail address of your account.
email-code-lives = { $minutes ->
        [one] It works for a minute.
       *[other] It works for { $minutes } minutes.
    }
email-code-held = No code was sent, because too many were asked for. You can ask for one at { $time }.
email-code-missing = Nothing there? Look into the spam folder, or ask for a new code.
resend = Send a new code
resend-at = You can ask for a new code at { $time }.
resend-in = { $seconds ->
        [one] You can ask for a new code in a second.
       *[other] You can ask for a new code in { $seconds } seconds.
    }
resend-now = You can ask for a new code now.

## Authenticator app

totp-title = Enter the code from your app
totp-explain = Open your authenticator app and enter the code it shows for this account.
totp-enrol-title = Set up an authenticator app
totp-enrol-explain = From now on, a code from an app on your phone helps to show that it is you.
totp-scan = Scan this picture
totp-scan-hint = Use an authenticator app, or the camera of your phone.
totp-qr-alt = QR code for your authenticator app. The same key stands below as text.
totp-by-hand = Cannot scan it?
totp-by-hand-hint = Enter this key in the app, as a time-based key.
totp-open-app = Open in an app on this device
totp-confirm = Enter the code that the app shows
totp-enrol-submit = Finish
device-name = Name of the app or phone
device-name-hint = So that you recognise it later.
device-name-default = Authenticator app
error-totp-wrong = That code did not work. Codes change each 30 seconds: wait for the next one and check your phone’s clock

## Codes of any kind: what a factor refuses

error-code-empty = Enter the code
error-code-format = Enter the 6 digits of the code
error-code-wrong = That code did not work. Check it or ask for a new one
error-code-expired = That code has expired. Ask for a new one
error-code-spent = That code no longer works after too many tries. Ask for a new one
