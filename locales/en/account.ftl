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

notice-factor-added = The new way to sign in is ready. We sent you a mail about it.
notice-factor-renamed = It has its new name.
notice-factor-removed = It is removed. We sent you a mail about it.
notice-session-ended = That device is signed out.
notice-sessions-ended = All other devices are signed out.
