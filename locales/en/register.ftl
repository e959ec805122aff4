## Making an account

register-offer = Create an account
register-title = Create your account
register-label = E-mail address
register-hint = We send a code there to see that it is yours.
register-sign-in = I have an account already

## What a new account is asked for

details-title = About you
details-terms-title = Our terms
details-terms-read = Read the terms
details-terms = I accept the terms
number-title = Your phone number
number-other = Another number
number-hint = We send a code to it by text message.
number-send = Send a code

error-email-empty = Enter your e-mail address
error-claim-empty = Fill this in
error-terms = Accept the terms to go on
error-invitation = This invitation no longer works. Ask for a new one
error-invitation-address = This invitation is for another address. Enter the one it was sent to
error-registration-title = You cannot create an account here
error-registration-message = Ask whoever runs this service for an invitation. If you had one, it was used before or is too old.

## Mails

mail-register-subject = { $code } is your code to create an account
mail-register-intro = Use this code to create your account at { $client }:
mail-register-not-you = Was this not you? Then ignore this mail: without the code no account is made.
mail-registered-subject = You have an account already
mail-registered-body = Somebody, probably you, wanted to create an account at { $client } with this address. There is one already, so nothing was changed.
mail-registered-sign-in = Sign in, or choose a new password if you forgot yours
mail-registered-asked = It was tried here:
mail-registered-not-you = Was this not you? Then ignore this mail. Nobody got in, and whoever tried was not told that you have an account.
mail-invitation-subject = You are invited to { $host }
mail-invitation-body = You can create an account at { $host } with the address that this mail went to.
mail-invitation-open = Create your account
mail-invitation-until = The link works once, until { $date }. A code that we send to this address then confirms that it is yours.
mail-invitation-not-you = You did not expect this? Then ignore this mail: without you no account is made.
