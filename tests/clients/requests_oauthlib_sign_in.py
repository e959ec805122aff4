"""requests-oauthlib signs in for real against `doorward dev --json`, as docs/clients/requests-oauthlib.md says.

    requests_oauthlib_sign_in.py PROGRAM
"""

import os
import sys

# The demo is plain http on loopback.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests
from oauthlib.oauth2 import InvalidGrantError
from requests_oauthlib import OAuth2Session

from form_browser import Browser
from serving import doorward

REDIRECT = "http://localhost:5000/callback"


def main():
    with doorward(sys.argv[1]) as server:
        registered = server.client("flask", REDIRECT, "--scope", "openid email offline_access", "--skip-consent")
        client_id, secret = registered["client_id"], registered["client_secret"]
        metadata = requests.get(f"{server['issuer']}/.well-known/openid-configuration", timeout=20).json()
        session = OAuth2Session(client_id, redirect_uri=REDIRECT, scope=["openid", "email", "offline_access"], pkce="S256")
        url, _ = session.authorization_url(metadata["authorization_endpoint"])
        back = Browser(server["issuer"]).sign_in(url, *server.person())
        exchange = lambda: session.fetch_token(
            metadata["token_endpoint"], authorization_response=back, client_secret=secret, include_client_id=True
        )
        tokens = exchange()
        user = session.get(metadata["userinfo_endpoint"], timeout=20).json()
        assert user["email"] == "alice@example.org", user
        renewed = session.refresh_token(metadata["token_endpoint"], auth=(client_id, secret))
        assert renewed["refresh_token"] != tokens["refresh_token"]
        assert session.get(metadata["userinfo_endpoint"], timeout=20).json()["sub"] == user["sub"]
        try:
            exchange()
        except InvalidGrantError:
            print("ok requests-oauthlib")
        else:
            raise AssertionError("a code was redeemed twice")


main()
