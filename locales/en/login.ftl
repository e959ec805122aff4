## The steps of a sign-in.

client-line = to continue to { $client }
client-account = to manage your account
step = Step { $n } of { $of }
not-you = Not you?
another-way = Try another way
username-label = E-mail or user name

accounts-here = Accounts that are signed in here
accounts-another = Another account
other-title = Choose another way
other-current = You were here just now.

## An offer that nothing demands

offer-title = Add another way to sign in?
offer-explain = It makes the next sign-in quicker and safer.
offer-take = Add it
offer-later = Not now
offer-never = Don’t ask again
offer-hint = { $days ->
        [one] “Not now” asks you again after a day. You can also add it on your account page at any time.
       *[other] “Not now” asks you again after { $days } days. You can also add it on your account page at any time.
    }

## Consent

consent-title = Allow access?
consent-asks = { $client } wants to use your account.
consent-list = It will be able to
consent-allow = Allow
consent-redirect = You will be sent to { $host }.
consent-revocable = You can take this back at any time: in your account, under “Apps”.
consent-stranger = Nobody here has registered or checked this application. It describes itself at { $host }.
consent-policy = Privacy notice
consent-terms = Terms
scope-optional = optional
scope-granted = allowed before
scope-openid = Know who you are
scope-profile = See your name and other details of your profile
scope-email = See your e-mail address
scope-address = See your postal address
scope-phone = See your phone number
scope-groups = See which groups you are in
scope-offline_access = Keep this access, even when you are away
scope-other = Use “{ $name }”

## Signing out

logout-title = Sign out?
logout-asks = { $client } asks to sign you out.
logout-who = You are signed in as { $name }. Signing out ends this session for every application.
logout-stay = Stay signed in
logout-done = You are signed out
logout-done-hint = You can close this window now.
logout-done-one = Signed out of this account
logout-others = These accounts are still signed in in this browser. Everybody who uses it can open them.
logout-frames = The applications that you used are being told. This takes a moment.
logout-frame = Signing out of an application
logout-return = Back to { $client }
logout-return-plain = Back to the application
logout-again = Sign in again

## Good news on a step

notice-done = Done.
notice-code-sent = A new code is on its way. The one before no longer works.

## A form that sends itself: an answer on its way to the application, or a long request on its way to us

form-post-title = One moment
form-post-hint = You are taken on. If nothing happens, continue here.
