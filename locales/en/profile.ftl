## What a person says of themselves.

account-profile = Profile
account-username = User name
account-email = E-mail address
account-phone = Phone number

profile-picture = Picture
profile-picture-alt = Your picture
profile-picture-choose = Choose a picture
profile-picture-hint = PNG, JPEG or WebP, up to { $megabytes } MB. We keep its middle, as a small square.
profile-picture-submit = Use this picture
profile-picture-remove = Remove the picture

profile-about = About you
profile-hint = Apps see this only where you allow it. Nothing of it is needed.
profile-address = Postal address
claim-name = Full name
claim-given_name = First name
claim-middle_name = Middle name
claim-family_name = Last name
claim-nickname = Nickname
claim-gender = Gender
claim-birthdate = Date of birth
claim-birthdate-hint = Year, month and day, like 1990-12-31. The year alone will do, and so will 0000-12-31.
claim-profile = Profile page
claim-website = Website
claim-zoneinfo = Time zone
claim-locale = Language
claim-locale-hint = As a language tag, like en or pt-BR.
claim-formatted = Whole address, as on a label
claim-street_address = Street and number
claim-postal_code = Postal code
claim-locality = Town or city
claim-region = Region
claim-country = Country

profile-attributes = More about you
profile-attributes-kept = Whoever runs this service keeps this about you.
attribute-true = Yes
attribute-false = No
attribute-list-hint = One on each line.
attribute-json-hint = As JSON.

contact-verified = confirmed
contact-unverified = not confirmed
contact-none = None yet.
contact-waiting = { $address } waits for its code. Enter it
contact-email-new = New e-mail address
contact-email-hint = You prove first that it is you. Then we send a code to the new address, and a note to the old one.
contact-phone-new = New phone number
contact-phone-remove = Remove the number
contact-submit = Change
contact-title = Confirm it
contact-email-title = Confirm your new address
contact-phone-title = Confirm your new number
contact-code-sent = We sent a 6-digit code to { $address }.
contact-code-hint = It works for 10 minutes. Until it is entered nothing changes.

notice-profile-saved = Saved.
notice-picture-saved = Your picture is saved.
notice-picture-removed = Your picture is removed.
notice-email-changed = Your e-mail address is changed. We sent a mail to the old one and to the new one.
notice-phone-changed = Your phone number is changed. We sent you a mail about it.
notice-phone-removed = Your phone number is removed. We sent you a mail about it.

error-profile-characters = Leave out the characters that nobody can see
error-profile-long = Make this shorter
error-profile-url = Enter an address that begins with https://, like https://example.com/alice
error-profile-birthdate = Enter a date like 1990-12-31, or a year like 1990
error-profile-zone = Choose a time zone from the list
error-profile-language = Enter a language tag, like en or pt-BR
error-attribute-number = Enter a number, like 7 or 2.5
error-attribute-json = Enter JSON
error-attribute-type = Choose one of the answers
error-attribute-much = That is too much. Leave some of it out
error-profile-raced = Something else changed your account at the same moment. Look again
error-picture-missing = Choose a picture first
error-picture-format = Choose a PNG, JPEG or WebP picture
error-picture-broken = That picture cannot be read. Choose another
error-picture-small = That picture is too small. Choose one of at least 32 pixels to a side
error-picture-huge = That picture has too many pixels. Choose one of at most 40 million
error-contact-email = Enter an e-mail address like name@example.com
error-contact-same = That is your address already
error-contact-many = Too many codes were sent. Try again in an hour
error-contact-taken = That address belongs to another account
