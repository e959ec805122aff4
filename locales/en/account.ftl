## A person's own page.

account-title = Your account
account-profile = Profile
account-name = Name
account-username = User name
account-email = E-mail
account-email-verified = confirmed
account-email-unverified = not confirmed
account-factors = Ways to sign in
account-factors-hint = More than one way keeps you safe, and keeps you from being locked out.
account-add = Add another way
factor-disabled = switched off after too many failures
rename = Rename
rename-named = New name of { $name }
save = Save
account-sessions = Where you are signed in
account-sessions-hint = Sign out whatever you do not recognise.
added-at = Added { $date }
used-at = last used { $date }
never-used = never used
replace = Replace
replace-named = Replace { $name }
remove-named = Remove { $name }
session-unknown = Unknown device
session-current = this device
session-since = since { $date }
session-seen = last seen { $date }
session-end-named = Sign out { $name }
session-end-others = Sign out everywhere else

account-devices = Devices that are asked for less
account-devices-hint = On these, you said not to be asked for a second step again. Whoever uses them needs your password only.
device-until = { $address }, until { $date }
device-forget = Ask again
device-forget-named = Ask again for a second step on { $name }
account-frozen = Your ways to sign in are frozen, because you told us that a change was not yours. Whoever runs this service can release them after they have made sure that it is you.

not-me-title = Was this not you?
not-me-body = If somebody else changed how your account is signed in to, stop them now. The change is switched off, every device is signed out, and nothing about your ways to sign in can be changed until whoever runs this service has made sure that it is you.
not-me-confirm = This was not me: stop it
not-me-hint = If it was you, close this page. Nothing happened by opening it.
not-me-done = Your account is safe from changes
not-me-done-body = The change is switched off, every device is signed out, and your ways to sign in are frozen. Sign in, change your password if somebody may know it, and ask whoever runs this service to release your account.

notice-factor-added = The new way to sign in is ready. We sent you a mail about it.
notice-factor-renamed = It has its new name.
notice-consent-withdrawn = Your consent is withdrawn, and what was kept of your face is erased. We sent you a mail about it.
notice-factor-removed = It is removed. We sent you a mail about it.
notice-device-forgotten = That device is asked for everything again.
notice-session-ended = That device is signed out.
notice-sessions-ended = All other devices are signed out.
