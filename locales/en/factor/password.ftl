## Password

factor-password = Password
factor-password-hint = The password of your account.

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

## A new password

password-new-title = Choose a new password
password-new-label = New password
password-new-hint = { $least ->
        [one] At least one character.
       *[other] At least { $least } characters.
    } A few words that do not belong together are easy to remember and hard to guess. Spaces and any letters are welcome.
password-end-others = Sign out everywhere else
password-change = Change
password-change-named = Change the password
error-password-new = Enter a new password
error-password-short = That password is too short. Add a word or two
error-password-long = That password is too long. Leave something out
error-password-obvious = That password is hardly more than a name that others know. Choose something that has nothing to do with you or with this service
error-password-common = This is one of the most used passwords. Choose another one
error-password-keyboard = Keys that lie side by side are quickly guessed. Add a word or two
error-password-repeat = Repeating something makes it hardly safer. Add another word or two
error-password-sequence = Sequences such as abc or 6543 are quickly guessed. Add a word or two
error-password-date = Dates and years are quickly guessed. Add a word or two
error-password-name = Names are quickly guessed. Add a word or two that have nothing to do with them
error-password-word = A word by itself, or with little changed, is quickly guessed. Add another word or two
error-password-guessable = That password is quickly guessed. Add another word or two
error-password-stolen = That password is in a list of stolen ones that others try first. Choose another one
error-password-unchecked = We could not check that password just now. Try again in a while
error-password-former = You had that password before. Choose a new one
