## Passkey

factor-passkey = Passkey
factor-passkey-hint = Your fingerprint, face or screen lock, or a security key.

passkey-sign-in = Sign in with a passkey
passkey-title = Use your passkey
passkey-explain = Your device will ask for your fingerprint, your face or its screen lock.
passkey-continue = Continue with a passkey
passkey-enrol-title = Create a passkey
passkey-enrol-explain = With a passkey you sign in by your fingerprint, face or screen lock instead of typing. They stay on your device: we never see them.
passkey-name = Name of the passkey
passkey-name-default = Passkey
passkey-enrol-submit = Create a passkey
passkey-synced = Synced: it works on your other devices, too.
passkey-eligible = Not synced yet: for now it works on one device only.
passkey-bound = It works on one device only.

passkey-closed = The passkey prompt was closed or timed out. Try again or use another way
passkey-held = This device already has a passkey for your account. Use another device
passkey-missing = This browser cannot use passkeys here. Use another way
passkey-failed = The passkey could not be used on this page. Try again or use another way
error-passkey-empty = Passkeys need JavaScript, which did not run here. Allow it and try again, or use another way
error-passkey-refused = That passkey was not accepted. Try again or use another way
error-passkey-not-made = That passkey could not be added. Try again or use another way

offer-passkey-title = Skip the password next time?
offer-passkey-explain = Make a passkey, and sign in with your fingerprint, your face or the lock of your screen.
offer-passkey-take = Make a passkey
