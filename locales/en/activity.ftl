## What happened in an account.

account-activity = Activity
activity-list = What happened in your account
activity-hint = { $days ->
        [one] From the last day.
       *[other] From the last { $days } days.
    } If something was not your doing, say so: it is stopped at once.
activity-none = Nothing has happened.
activity-older = Older
activity-newest = Newest
event-not-me = This was not me
event-by-operator = by whoever runs this service

event-session-begun = Signed in
event-session-ended = Signed out of a device
event-session-others-ended = Signed out of every other device
event-device-forgotten = A device is asked for everything again
event-grant-made = Signed in to { $app }
event-app-removed = Took access back from { $app }
event-factor-added = Added a way to sign in: { $factor }
event-factor-replaced = Set a way to sign in up anew: { $factor }
event-factor-removed = Removed a way to sign in: { $factor }
event-factor-reset = Ways to sign in were reset
event-factor-refused = A wrong answer to { $factor }
event-factor-disabled = Too many wrong answers: { $factor } was switched off
event-email-changed = Changed the e-mail address
event-phone-changed = Changed the phone number
event-phone-removed = Removed the phone number
event-profile-changed = Changed the profile
event-account-leaving = Asked for the account to be deleted
event-account-kept = Kept the account
event-account-exported = Fetched everything that is kept
event-account-created = The account was made
event-account-enabled = The account may sign in again
event-account-disabled = The account was switched off
event-account-factors-frozen = Changes were stopped: “This was not me”
event-account-factors-released = Changes are possible again
event-account-registered = The account was registered
event-account-recovered = Chose a new password
event-account-reset-started = A reset of the account was begun
event-account-reset-stopped = The reset of the account was stopped
event-factor-consent-withdrawn = Withdrew consent and removed: { $factor }
event-session-all-ended = Signed out everywhere
event-account-changed = The details of the account were changed
event-account-role-changed = The role of the account was changed
event-email-given-up = The e-mail address went to somebody who proved that it is theirs
event-email-verified = Proved the e-mail address
event-account-groups-changed = The groups of the account were changed
event-registration-told = Told what a new account is asked for
event-other = Something changed in your account
