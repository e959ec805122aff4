## What went wrong, and what to do.

error-unknown = That did not work. Try again
error-username-empty = Enter your e-mail address or user name
error-too-many-tries = Too many tries. Try again at { $time }
error-resend-wait = You can ask for a new code at { $time }
error-last-factor = You need at least one more way to sign in before you remove this

## Error pages

error-page-title = Something is not working
error-page-message = We could not finish this. Try again in a moment.
error-details = Details for the makers of the application
error-quote = If you ask for help, quote { $id }.

error-request-title = This application sent a request we cannot accept
error-request-message = You did nothing wrong. Tell the makers of the application what stands in the details below.
error-gone-title = This sign-in has expired
error-gone-message = Too much time went by, or it was finished in another window. Start again from the application.
error-browser-title = This sign-in belongs to another browser
error-browser-message = For your safety it can be finished only where it was started. Start again in this browser.
error-forged-title = This page was open for too long
error-forged-message = Nothing was changed. Go back, reload the page and try again.
error-busy-title = Many people are signing in
error-busy-message = We could not serve you in time. Try again in a moment.
error-large-title = That was too much at once
error-large-message = Nothing was changed. Go back and send less.
error-upload-large-title = That file is too large
error-upload-large-message = It could not be read to its end. Go back and choose a smaller one.
error-upload-slow-title = The file took too long to arrive
error-upload-slow-message = The connection may be slow right now. Go back and try again, or choose a smaller file.
error-upload-title = The file did not arrive
error-upload-message = Something got lost on the way. Go back and try again.
error-missing-title = There is no such page
error-missing-message = Check the address, or start from the front page.
error-forbidden-title = This link does not work
error-forbidden-message = It was used before, or it is too old. A new one can be made on the command line.
error-link-title = This link no longer works
error-link-message = It was used before, or it is too old. If something in your account is not your doing, sign in, remove what you do not know and sign out everywhere else.
error-unmet-title = Your account is not ready for this
error-unmet-message = This needs a way to sign in that your account does not have yet, and it cannot be added here. Ask whoever runs this service.
error-person-title = Another account is signed in
error-person-message = You signed in with a different account than the one you started with. Nothing was changed.
error-account-title = Another account is in use
error-account-message = This page showed another account. The one in use in this browser is that of { $name } now. Nothing was changed.
error-logout-title = You cannot be signed out from there
error-logout-message = The application asked for something we cannot accept. You are still signed in.

action-start-again = Start again
action-try-again = Go back and try again
action-home = Go to the front page
action-account = Go to your account
