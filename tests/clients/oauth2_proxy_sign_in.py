"""oauth2-proxy in front of a page signs in for real against `doorward dev --json`, as docs/clients/oauth2-proxy.md says.

    oauth2_proxy_sign_in.py PROGRAM OAUTH2_PROXY
"""

import contextlib
import http.server
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import quote, urlsplit

import requests

from form_browser import Browser
from serving import doorward

PEOPLE = "X-Forwarded-"


class Told(http.server.BaseHTTPRequestHandler):
    """The application behind: it says what it is told about who asks."""

    def do_GET(self):
        body = json.dumps({name[len(PEOPLE) :]: value for name, value in self.headers.items() if name.startswith(PEOPLE)}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def application():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def configuration(origin, issuer, registered, behind):
    return f"""
provider = "oidc"
oidc_issuer_url = "{issuer}"
client_id = "{registered["client_id"]}"
client_secret = "{registered["client_secret"]}"
redirect_url = "{origin}/oauth2/callback"
scope = "openid profile email offline_access"
code_challenge_method = "S256"
insecure_oidc_skip_nonce = false
email_domains = ["example.org"]
skip_provider_button = true
cookie_secret = "for this test, of 32 characters."
cookie_secure = false
cookie_refresh = "1s"
pass_access_token = true
whitelist_domains = ["{urlsplit(issuer).netloc}"]
http_address = "{urlsplit(origin).netloc}"
upstreams = ["{behind}"]
"""


@contextlib.contextmanager
def proxy(program, origin, settings):
    with tempfile.TemporaryDirectory(prefix="doorward-proxy-") as folder:
        file, log = pathlib.Path(folder, "proxy.toml"), pathlib.Path(folder, "log")
        file.write_text(settings)
        with log.open("w") as out:
            process = subprocess.Popen([program, "--config", file], stdout=out, stderr=out)
        try:
            for _ in range(100):
                with contextlib.suppress(requests.ConnectionError):
                    if requests.get(f"{origin}/ping", timeout=20).ok:
                        break
                time.sleep(0.1)
            else:
                raise AssertionError(log.read_text())
            yield log
        finally:
            process.terminate()
            process.wait(20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def sign_in(origin, issuer, person, log):
    visitor, browser = requests.Session(), Browser(issuer)
    begun = visitor.get(f"{origin}/", allow_redirects=False, timeout=20)
    assert begun.status_code == 302 and "code_challenge=" in begun.headers["location"], log.read_text()
    back = browser.sign_in(begun.headers["location"], *person)
    assert back.startswith(f"{origin}/oauth2/callback"), back
    returned = visitor.get(back, allow_redirects=False, timeout=20)
    assert (returned.status_code, returned.headers["location"]) == (302, "/"), (returned.status_code, log.read_text())
    stranger = requests.get(back, allow_redirects=False, timeout=20)
    assert stranger.status_code >= 400, stranger.status_code
    return visitor, browser


def main():
    origin = f"http://localhost:{free_port()}"
    with doorward(sys.argv[1]) as server, application() as behind:
        issuer = server["issuer"]
        options = ["--scope", "openid profile email offline_access", "--post-logout-redirect-uri", f"{origin}/", "--skip-consent"]
        registered = server.client("proxy", f"{origin}/oauth2/callback", *options)
        with proxy(sys.argv[2], origin, configuration(origin, issuer, registered, behind)) as log:
            visitor, browser = sign_in(origin, issuer, server.person(), log)
            told = lambda: visitor.get(f"{origin}/", timeout=20).json()
            first = told()
            assert first["Email"] == "alice@example.org" and first["User"], first
            # The session is renewed, the second time with the refresh token that the first renewal brought.
            seen = {first["Access-Token"]}
            for _ in range(2):
                time.sleep(2.5)
                now = told()
                assert now["Access-Token"] not in seen and now["User"] == first["User"], (now, log.read_text())
                seen.add(now["Access-Token"])
            # Signing out here and there, and nobody is known any more.
            end = f"{issuer}/logout?id_token_hint={{id_token}}&post_logout_redirect_uri={quote(origin + '/', safe='')}"
            out = visitor.get(f"{origin}/oauth2/sign_out?rd={quote(end, safe='')}", allow_redirects=False, timeout=20)
            assert out.status_code == 302 and out.headers["location"].startswith(f"{issuer}/logout?"), log.read_text()
            assert browser.go(out.headers["location"]) == f"{origin}/", browser.page
            begun = visitor.get(f"{origin}/", allow_redirects=False, timeout=20)
            assert begun.status_code == 302, begun.status_code
            assert browser.go(begun.headers["location"]) is None and "login-form" in browser.page, browser.page
            print("ok oauth2-proxy")


main()
