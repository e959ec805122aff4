## Ways to prove who you are. Those of one factor stand in the folder factor.

factor-unknown = Another way
factor-unknown-hint = A way that was set up for your account.

## Messages that can be asked for again

code-lives = { $minutes ->
        [one] It works for a minute.
       *[other] It works for { $minutes } minutes.
    }
code-held = No code was sent, because too many were asked for. You can ask for one at { $time }.
resend = Send a new code
resend-at = You can ask for a new code at { $time }.
resend-in = { $seconds ->
        [one] You can ask for a new code in a second.
       *[other] You can ask for a new code in { $seconds } seconds.
    }
resend-now = You can ask for a new code now.

## A device that stands in for a second factor

trust = { $days ->
        [one] Don’t ask again on this device for a day
       *[other] Don’t ask again on this device for { $days } days
    }

## Names that people give

device-name = Name of the app or phone
device-name-hint = So that you recognise it later.

## Codes of any kind: what a factor refuses

error-code-empty = Enter the code
error-code-format = Enter the 6 digits of the code
error-code-wrong = That code did not work. Check it or ask for a new one
error-code-expired = That code has expired. Ask for a new one
error-code-spent = That code no longer works after too many tries. Ask for a new one
error-credential-unknown = This key is not known here. Choose another one, or sign in another way
error-credential-unusable = This key cannot be used now. Sign in another way
error-credential-taken = This key belongs to an account already. Use another one
