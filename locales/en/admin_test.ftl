## Trying a client out

admin-test = Test this client
admin-test-hint = You sign in with it for real and see what it would be given. All of that is taken back at once, and the log tells of it.
admin-test-title = What the client was given
admin-test-done = The sign-in worked. What is shown here was taken back already and is not shown again.
admin-test-refused = The client would be told:
admin-test-refresh = issued
admin-test-no-refresh = not issued
admin-test-opaque = Opaque: only this service can read it, by introspection.
admin-test-check-verified = Signature, type, issuer, audience and expiry
admin-test-check-nonce = The nonce of the request
admin-test-check-at_hash = The hash of the access token
admin-test-good = right
admin-test-bad = wrong
admin-test-until = It would have been good until { $date }
error-admin-test-disabled = This client is switched off: nobody can sign in with it
error-admin-test-nobody = Nobody signs in with this client: it may not use the authorization code grant
error-admin-test-lapsed = There is no such test here, or it was shown already. Begin it again on the client’s page
