## What every page may say.

language-name = English
language-menu = Language: { $name }
title-error = Error:
continue = Continue
cancel = Cancel
sign-in = Sign in
sign-out = Sign out
copy = Copy
copied = Copied
remove = Remove
code-label = 6-digit code

## Moments

date-and-time = { $day } { $month } { $year }, { $clock } UTC
time-of-day = { $clock } UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## The front door

home-title = Your sign-in service
home-what = Applications send you here to sign in. They learn who you are; your password and codes stay here.
home-account = Manage your account
home-try = Try it
home-demo = Demo application
home-mail-hint = Every mail and text message that would have been sent
home-discovery = Discovery document

## Development mode

dev-bar = Development mode: for this computer only. Mail and text messages are caught, not sent.
dev-mail-link = Read them
dev-mail-title = Caught mail
dev-mail-hint = In development mode mail and text messages end up here instead of being sent.
dev-mail-none = Nothing yet. It appears here as soon as something is sent.
dev-mail-back = All mail
dev-mail-sms = text message
dev-mail-html = As people see it
dev-mail-text = As plain text
mail-from = From { $address }
mail-to = To { $address }

## Operators

admin-title = Administration
admin-overview = Overview
admin-storage = Storage
admin-accounts = Accounts
admin-clients = Clients
admin-public = public
admin-confidential = confidential
admin-keys = Keys
admin-since = since { $date }
key-next = next
key-active = active
key-retired = retired
key-unknown = other
