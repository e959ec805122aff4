"""mozilla-django-oidc signs in for real against `doorward dev --json`, as docs/clients/mozilla-django-oidc.md says.

    django_sign_in.py PROGRAM
"""

import sys
from urllib.parse import urlsplit

import django
from django.conf import settings

from form_browser import Browser
from serving import doorward

REDIRECT = "http://localhost/oidc/callback/"


def configure(server, registered):
    issuer = server["issuer"]
    settings.configure(
        SECRET_KEY="for this test",
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=sys.modules[__name__],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "mozilla_django_oidc"],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        AUTHENTICATION_BACKENDS=["mozilla_django_oidc.auth.OIDCAuthenticationBackend"],
        LOGIN_REDIRECT_URL="/",
        OIDC_RP_CLIENT_ID=registered["client_id"],
        OIDC_RP_CLIENT_SECRET=registered["client_secret"],
        OIDC_RP_SIGN_ALGO="RS256",
        OIDC_RP_SCOPES="openid email",
        OIDC_USE_PKCE=True,
        OIDC_OP_JWKS_ENDPOINT=f"{issuer}/jwks",
        OIDC_OP_AUTHORIZATION_ENDPOINT=f"{issuer}/authorize",
        OIDC_OP_TOKEN_ENDPOINT=f"{issuer}/token",
        OIDC_OP_USER_ENDPOINT=f"{issuer}/userinfo",
    )
    django.setup()


def main():
    with doorward(sys.argv[1]) as server:
        configure(server, server.client("django", REDIRECT, "--scope", "openid email", "--skip-consent"))
        from django.contrib.auth.models import User
        from django.core.management import call_command
        from django.test import Client
        from django.urls import include, path

        global urlpatterns
        urlpatterns = [path("oidc/", include("mozilla_django_oidc.urls"))]
        call_command("migrate", verbosity=0)
        application = Client(SERVER_NAME="localhost")
        begun = application.get("/oidc/authenticate/")
        assert begun.status_code == 302, begun.status_code
        back = Browser(server["issuer"]).sign_in(begun["location"], *server.person())
        assert back.startswith(REDIRECT), back
        answer = application.get(urlsplit(back).path + "?" + urlsplit(back).query)
        assert (answer.status_code, answer["location"]) == (302, "/"), (answer.status_code, answer)
        (user,) = User.objects.all()
        assert user.email == "alice@example.org", user.email
        assert application.session["_auth_user_id"] == str(user.pk)
        # The same answer once more signs nobody in.
        stranger = Client(SERVER_NAME="localhost")
        again = stranger.get(urlsplit(back).path + "?" + urlsplit(back).query)
        assert "_auth_user_id" not in stranger.session, again
        print("ok mozilla-django-oidc")


urlpatterns = []
main()
