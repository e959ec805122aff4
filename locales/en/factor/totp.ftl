## Authenticator app

factor-totp = Authenticator app
factor-totp-hint = A code from the app on your phone.

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
error-totp-wrong = That code did not work. Codes change each 30 seconds: wait for the next one and check your phone’s clock

device-name-default = Authenticator app
