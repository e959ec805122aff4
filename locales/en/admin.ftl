## The console

admin-nav = Administration pages
role-owner = owner
role-administrator = administrator
role-support = support
role-auditor = auditor
role-none = no role
notice-saved = Saved.
notice-saved-unproved = Saved. The new address counts as not confirmed: the tick was for the one before. If you know that it is theirs, tick the box again and save.
error-role-title = You have no access to this
error-role-message = Your account may not do this. Whoever owns this service can change that.
error-admin-invalid = That cannot be saved as it is
error-admin-exists = There is one with this name or address already
error-admin-raced = Somebody else changed it meanwhile. Look at it again
error-admin-last-owner = This is the last owner who can sign in. Make another one first
error-admin-address = Enter an address like name@example.com

## The overview

admin-waiting = Messages that wait to be sent
admin-days = The last 14 days
admin-days-plot = { $good } sign-ins and { $bad } failed tries, day by day
admin-sign-ins = Sign-ins
admin-failures = Failed tries
admin-factors = Ways to sign in that people have

## The API for people

api-title = The administration API
api-explain = Programs call it with an access token that has these scopes and is meant for this address:
api-document = The OpenAPI document
api-parameters = Parameters:
api-scope = Scope:
api-roles = Roles:

## The first owner

setup-title = Become the owner of this service
setup-explain = An owner may do everything here and says who else administers. This link works once. Next you sign in: a code goes to your address, and you add a passkey or an authenticator app.
setup-name = Your name
setup-email = Your e-mail address
setup-confirm = Continue

## Lists

admin-search = Search
admin-search-clients = Beginning of an identifier, or part of a name
admin-search-accounts = Beginning of an address or user name, or a whole name
admin-none-found = Nothing found.
admin-next-page = Next page
admin-disabled = switched off
admin-unused = unused for 90 days
admin-last-used = last used { $date }
admin-acts = What can be done
admin-enable = Switch on
admin-disable = Switch off
admin-type-this = To confirm, type:
error-admin-typed = Type it exactly as it is shown
admin-audit = Audit log
admin-api = API

## Clients

admin-client = Client
admin-client-new = Register a client
admin-clients-none = No application is registered yet.
admin-client-which = What kind of application is it?
client-kind-web = Website with a server
client-kind-web-hint = Runs on your server and keeps a secret there.
client-kind-single-page = Single-page application
client-kind-single-page-hint = Runs in the browser, where nothing stays secret.
client-kind-native = App on a phone or computer
client-kind-native-hint = Gets its answer by a URL scheme of its own, or at an address on the device itself.
client-kind-machine = Service or script
client-kind-machine-hint = Gets tokens for itself; nobody signs in.
client-kind-device = Device without a browser
client-kind-device-hint = Shows a code that its person enters on a phone or computer.
client-kind-mcp = MCP client
client-kind-mcp-hint = Speaks the Model Context Protocol on its person’s device.
admin-client-name = Name, as people see it
admin-client-redirects = Redirect URIs, one a line
admin-client-register = Register
admin-client-other = Choose another kind
admin-secret-once = Copy the secret now. It is not shown again.
admin-problems = Refused requests
admin-problems-hint = Usually a setting here or in the application is wrong.
admin-problem-times = { $count } ×, last { $date }
admin-problems-clear = Clear this list
admin-snippets = How to use it
admin-client-fields = Settings
client-group-identity = What people see
client-group-addresses = Addresses
client-group-protocol = Protocol
client-group-tokens = Tokens
client-group-compatibility = Switches for particular clients
admin-secret-new = New secret
admin-secret-end = End older secrets
admin-secret-hint = The secret before a new one works for another 24 hours.
admin-client-delete = Delete this client
admin-client-delete-hint = Everything that was granted to it ends. This cannot be undone.

## Accounts

admin-account = Account
admin-account-new = Make an account
admin-account-new-hint = Its person chooses a password by asking for a new one at sign-in. The code for that goes to this address.
admin-account-says = About the person
admin-account-sessions = Where the person is signed in
admin-account-no-sessions = Not signed in anywhere.
admin-account-no-factors = No way to sign in is set up yet.
admin-factor-remove-all = Remove every “{ $factor }”
admin-account-name = Full name
admin-account-username = User name
admin-account-email = E-mail address
admin-account-phone = Phone number
admin-account-verified = I know that the address is theirs: it counts as confirmed
admin-account-groups = Groups, one a line
admin-account-attributes = Attributes
admin-account-attributes-kept = Imports set this. It cannot be changed here.
admin-account-frozen = The ways to sign in are frozen: the person said that somebody else had changed them.
admin-account-reset-at = A reset opens: { $date }
admin-account-leaves-at = The person wants the account erased: { $date }
admin-end-sessions = End all sessions
admin-reset = Start a reset
admin-reset-hint = A reset is for somebody who lost every second factor. All their addresses are told, with a link that stops it.
admin-unfreeze = Release the ways to sign in
admin-role = Role
admin-role-choose = Administers as
admin-account-delete = Delete this account
admin-account-delete-hint = Everything that belongs to it is erased. This cannot be undone.

## Keys and the audit log

admin-keys-all = All keys
admin-key-asked = to be replaced
admin-key-encrypts = for encryption
admin-key-until = kept until { $date }
admin-key-rotate = Replace the keys
admin-key-rotate-hint = The new keys take over as soon as every application can have fetched them. Tokens that were signed before stay valid.
admin-audit-kind = What happened
admin-audit-account = Account identifier
admin-audit-client = Client identifier
admin-audit-export = Export (NDJSON)

## The policy

admin-policy = Policy
admin-policy-try = What would be asked?
admin-policy-try-hint = Plays through a sign-in of this account now, in a browser that it never used, by the rules that decide real ones. Nothing is changed.
admin-policy-account = User name or e-mail address
admin-policy-play = Try it
admin-policy-played = What would be asked, in order
admin-policy-enrols = set up first
admin-policy-or = or:
admin-policy-succeeds = The sign-in succeeds and reaches:
admin-policy-fails = The sign-in fails: the account cannot prove enough.
admin-policy-why = Why
admin-policy-need-request = The request asks for:
admin-policy-need-client = The client needs at least:
admin-policy-need-account = The account itself needs:
admin-policy-levels = Levels, from the weakest to the strongest
admin-policy-usual = default
admin-policy-administers = for administration
error-admin-no-account = There is no such account
error-admin-no-client = There is no such client
error-admin-account-off = This account is switched off

## Emergencies

admin-key-revoke = Revoke a key
admin-key-revoke-hint = Only if somebody else may know its private half. Every token that it signed is refused at once: people sign in again and applications ask for new tokens. Another key signs immediately, and applications that keep a copy of the key set refuse its tokens until they read it again.
admin-key-revoke-which = To confirm, type the key’s identifier
