"""Debian's libapache2-mod-auth-openidc in front of a page signs in for real, as docs/clients/apache.md says.

    apache_sign_in.py PROGRAM
"""

import pathlib
import socket
import subprocess
import sys
import tempfile
import time

import requests

from form_browser import Browser
from serving import doorward

MODULES = "/usr/lib/apache2/modules"
LOADED = ["mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc"]


def configuration(folder, port, server, registered):
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
    return f"""
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
User www-data
Group www-data
ErrorLog {folder}/error.log
{modules}
DocumentRoot {folder}/pages
OIDCProviderMetadataURL {server["issuer"]}/.well-known/openid-configuration
OIDCClientID {registered["client_id"]}
OIDCClientSecret {registered["client_secret"]}
OIDCRedirectURI http://localhost:{port}/private/callback
OIDCCryptoPassphrase "for this test"
OIDCScope "openid email"
OIDCPKCEMethod S256
OIDCRemoteUserClaim email
<Location /private>
  AuthType openid-connect
  Require claim email:alice@example.org
</Location>
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    port = free_port()
    origin = f"http://localhost:{port}"
    with doorward(sys.argv[1]) as server, tempfile.TemporaryDirectory(prefix="doorward-apache-") as folder:
        registered = server.client("apache", f"{origin}/private/callback", "--scope", "openid email", "--skip-consent")
        place = pathlib.Path(folder)
        place.chmod(0o755)
        (place / "pages/private").mkdir(parents=True)
        (place / "pages/private/index.html").write_text("for members")
        (place / "conf").write_text(configuration(folder, port, server, registered))
        apache = subprocess.Popen(["/usr/sbin/apache2", "-f", f"{folder}/conf", "-D", "FOREGROUND"])
        try:
            visitor, begun = requests.Session(), None
            for _ in range(50):
                try:
                    begun = visitor.get(f"{origin}/private/index.html", allow_redirects=False, timeout=20)
                    break
                except requests.ConnectionError:
                    time.sleep(0.2)
            log = place / "error.log"
            assert begun is not None and begun.status_code == 302, log.read_text()
            back = Browser(server["issuer"]).sign_in(begun.headers["location"], *server.person())
            assert back.startswith(f"{origin}/private/callback"), back
            page = visitor.get(back, timeout=20)
            assert (page.status_code, page.text) == (200, "for members"), (page.status_code, page.text, log.read_text())
            stranger = requests.get(back, allow_redirects=False, timeout=20)
            assert stranger.text != "for members" and stranger.status_code >= 300, stranger.status_code
            print("ok mod_auth_openidc")
        finally:
            apache.terminate()
            apache.wait(20)


main()
