## Mails.

mail-code-subject = { $code } is your code to sign in to { $client }
mail-code-intro = Use this code to sign in to { $client }:
mail-code-lives = { $minutes ->
        [one] It works once, for a minute.
       *[other] It works once, for { $minutes } minutes.
    } Never give it to anybody, not even to us.
mail-code-not-you = Was this not you? Then ignore this mail: without the code nobody gets in. If such mails keep coming, change your password.
mail-asked = The code was asked for here:
mail-happened = It happened here:
mail-by-operator = Whoever runs this service did it:
mail-time = Time: { $date }
mail-browser = Browser: { $name }
mail-address = Network address: { $address }
mail-footer = Sent by { $host }, where you sign in.

mail-factor-added-subject = A new way to sign in was added to your account
mail-factor-added-body = “{ $factor }” can now be used to sign in to your account.
mail-factor-replaced-subject = A way to sign in to your account was replaced
mail-factor-replaced-body = “{ $factor }” was set up anew. What was set up before no longer works.
mail-factor-used-subject = Your account was signed in to with “{ $factor }”
mail-factor-used-body = “{ $factor }” was just used to sign in to your account.
mail-factor-removed-subject = A way to sign in was removed from your account
mail-factor-removed-body = “{ $factor }” can no longer be used to sign in to your account.
mail-consent-withdrawn-subject = Consent was withdrawn, and a way to sign in was erased
mail-consent-withdrawn-body = Consent to “{ $factor }” was withdrawn on your account page. What was kept for it is erased.
mail-factor-disabled-subject = A way to sign in was switched off after too many tries
mail-factor-disabled-body = Somebody who got past the first step of your sign-in gave too many wrong answers to “{ $factor }”. It is switched off until you or whoever runs this service sets it up again.
mail-password-changed-subject = Your password was changed
mail-password-changed-body = The password of your account was changed.
mail-app-removed-subject = An app no longer has access to your account
mail-app-removed-body = “{ $name }” no longer has access to your account.
mail-email-changed-subject = The e-mail address of your account was changed
mail-email-changed-body = What we send you goes to the new address from now on.
mail-phone-changed-subject = The phone number of your account was changed
mail-phone-changed-body = Your account has another phone number now.
mail-phone-removed-subject = The phone number of your account was removed
mail-phone-removed-body = Your account has no phone number any more. No codes go there.
mail-confirm-subject = { $code } confirms your new address at { $client }
mail-confirm-intro = Use this code to make this the address of your account at { $client }:
mail-confirm-not-you = Was this not you? Then ignore this mail: without the code nothing happens.
mail-account-leaving-subject = Your account will be deleted
mail-account-leaving-body = You asked us to delete your account. Days until it is erased: { $name }. Sign in before then if you want to keep it.
mail-account-kept-subject = Your account stays
mail-account-kept-body = You signed in and kept your account. It will not be deleted.
mail-change-subject = Something changed in your account
mail-change-body = The security settings of your account were changed.
mail-notice-not-you = Was this not you? Then stop it here: every device is signed out, and nothing about your ways to sign in can be changed until you have been recognised. The link works for a week.
mail-not-me = This was not me
