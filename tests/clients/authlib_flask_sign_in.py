"""Authlib's client for Flask signs in for real against `doorward dev --json`, as docs/clients/authlib.md says.

    authlib_flask_sign_in.py PROGRAM
"""

import os
import sys

# The demo is plain http on loopback.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_client import OAuth, OAuthError
from flask import Flask, redirect, session

from form_browser import Browser
from serving import doorward

REDIRECT, OUT = "http://localhost/callback", "http://localhost/out"


def application(server, registered):
    app = Flask(__name__)
    app.secret_key = "for this test"
    oauth = OAuth(app)
    client = oauth.register(
        "doorward",
        server_metadata_url=f"{server['issuer']}/.well-known/openid-configuration",
        client_id=registered["client_id"],
        client_secret=registered["client_secret"],
        client_kwargs={"scope": "openid profile email offline_access", "code_challenge_method": "S256"},
    )

    @app.get("/login")
    def login():
        return client.authorize_redirect(REDIRECT)

    @app.get("/callback")
    def callback():
        tokens = client.authorize_access_token()
        user = client.userinfo(token=tokens)
        assert user["sub"] == tokens["userinfo"]["sub"]
        session.update(user=dict(user), hint=tokens["id_token"], refresh=tokens["refresh_token"])
        return redirect("/")

    @app.get("/")
    def home():
        return session.get("user") or {}

    @app.get("/renew")
    def renew():
        tokens = client.fetch_access_token(grant_type="refresh_token", refresh_token=session["refresh"])
        spent, session["refresh"] = session["refresh"], tokens["refresh_token"]
        return {"rotated": tokens["refresh_token"] != spent, "sub": client.userinfo(token=tokens)["sub"]}

    @app.get("/logout")
    def logout():
        hint = session["hint"]
        session.clear()
        return client.logout_redirect(post_logout_redirect_uri=OUT, id_token_hint=hint)

    @app.get("/out")
    def out():
        return client.validate_logout_response()

    @app.errorhandler(OAuthError)
    def refused(error):
        return {"error": error.error}, 400

    return app


def main():
    with doorward(sys.argv[1]) as server:
        options = ["--post-logout-redirect-uri", OUT, "--scope", "openid profile email offline_access", "--skip-consent"]
        app = application(server, server.client("flask", REDIRECT, *options))
        visitor, browser = app.test_client(), Browser(server["issuer"])
        back = browser.sign_in(visitor.get("/login").location, *server.person())
        assert back.startswith(REDIRECT), back
        assert visitor.get(back).location == "/"
        user = visitor.get("/").json
        assert user["email"] == "alice@example.org" and user["name"], user
        for _ in range(2):
            assert visitor.get("/renew").json == {"rotated": True, "sub": user["sub"]}
        out = browser.go(visitor.get("/logout").location)
        assert out and visitor.get(out).json["post_logout_redirect_uri"] == OUT, browser.page
        assert visitor.get("/").json == {}
        assert browser.go(visitor.get("/login").location) is None and "login-form" in browser.page, browser.page
        # The answer in another browser: `state` is not its own.
        stranger = app.test_client()
        assert stranger.get(back).json == {"error": "mismatching_state"} and stranger.get("/").json == {}
        print("ok authlib (Flask)")


main()
