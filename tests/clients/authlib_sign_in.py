"""A client that others wrote, in another language, signs in for real: Authlib (Python) against `doorward dev --json`.

    authlib_sign_in.py PROGRAM
"""

import contextlib
import json
import os
import secrets
import subprocess
import sys
import tempfile

# The demo is plain http on loopback.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

from form_browser import Authenticator, Browser

SCOPE = "openid profile email offline_access"


@contextlib.contextmanager
def doorward(program):
    with tempfile.TemporaryDirectory(prefix="doorward-clients-") as data:
        options = ["--port", "0", "--relying-party-port", "0", "--data", data]
        process = subprocess.Popen([program, "dev", "--json", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
            assert process.wait(20) == 0, "it ends in order"


def refused(error, act):
    try:
        act()
    except OAuthError as thrown:
        assert thrown.error == error, f"{thrown.error} instead of {error}"
    else:
        raise AssertionError(f"no {error}")


class Client:
    def __init__(self, server, client_id, **options):
        self.registered = next(one for one in server["clients"] if one["client_id"] == client_id)
        self.metadata = requests.get(f"{server['issuer']}/.well-known/openid-configuration", timeout=20).json()
        assert self.metadata["issuer"] == server["issuer"]
        self.keys = KeySet.import_key_set(requests.get(self.metadata["jwks_uri"], timeout=20).json())
        self.session = OAuth2Session(client_id, self.registered.get("client_secret"), **options)

    def sign_in(self, browser, person, redirect_uri):
        session, verifier, nonce = self.session, secrets.token_urlsafe(48), secrets.token_urlsafe(16)
        session.redirect_uri = redirect_uri
        endpoint = self.metadata["authorization_endpoint"]
        url, state = session.create_authorization_url(endpoint, code_verifier=verifier, nonce=nonce)
        back = browser.sign_in(url, *person)
        assert back.startswith(redirect_uri)
        exchange = lambda: session.fetch_token(
            self.metadata["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier
        )
        tokens = exchange()
        return tokens, self.id_token(tokens, nonce), exchange

    def id_token(self, tokens, nonce):
        token = jwt.decode(tokens["id_token"], self.keys, algorithms=["RS256"])
        expected = {"iss": {"value": self.metadata["issuer"]}, "aud": {"value": self.registered["client_id"]}}
        claims = CodeIDToken(token.claims, token.header, expected, {"nonce": nonce, "access_token": tokens["access_token"]})
        claims.validate(leeway=5)
        return claims


def confidential(server, person):
    client = Client(server, "demo-app", scope=SCOPE, code_challenge_method="S256")
    browser = Browser(server["issuer"])
    tokens, claims, _ = client.sign_in(browser, person, client.registered["redirect_uris"][0])
    assert {"pwd", "otp", "mfa"} <= set(claims["amr"]) and claims["sid"] and claims["auth_time"]
    session, metadata = client.session, client.metadata
    user = session.get(metadata["userinfo_endpoint"]).json()
    assert user["sub"] == claims["sub"] and user["email"] == "alice@example.org"
    second = session.refresh_token(metadata["token_endpoint"], refresh_token=tokens["refresh_token"])
    assert second["refresh_token"] != tokens["refresh_token"]
    active = lambda token: session.introspect_token(metadata["introspection_endpoint"], token=token).json()["active"]
    assert active(second["access_token"]) is True
    session.revoke_token(metadata["revocation_endpoint"], token=second["refresh_token"])
    assert active(second["access_token"]) is False
    refused(
        "invalid_grant",
        lambda: session.refresh_token(metadata["token_endpoint"], refresh_token=second["refresh_token"]),
    )


def public(server, person):
    client = Client(
        server, "demo-public", scope="openid", code_challenge_method="S256", token_endpoint_auth_method="none"
    )
    _, claims, exchange = client.sign_in(Browser(server["issuer"]), person, "http://127.0.0.1:9/callback")
    assert claims["sub"]
    refused("invalid_grant", exchange)


def machine(server, _):
    client = Client(server, "demo-machine")
    endpoint = client.metadata["token_endpoint"]
    tokens = client.session.fetch_token(endpoint, grant_type="client_credentials", scope="orders:read")
    claims = jwt.decode(tokens["access_token"], client.keys, algorithms=["RS256"]).claims
    assert claims["sub"] == "demo-machine" and claims["scope"] == "orders:read"
    ask = lambda: client.session.fetch_token(endpoint, grant_type="client_credentials", scope="openid")
    refused("invalid_scope", ask)


def main():
    with doorward(sys.argv[1]) as server:
        alice = next(one for one in server["accounts"] if one["username"] == "alice")
        person = (alice["username"], alice["password"], Authenticator(alice["totp_secret"]).code)
        for one in (confidential, public, machine):
            one(server, person)
            print(f"ok {one.__name__}", flush=True)


main()
