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
