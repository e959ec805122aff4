"""coreos/go-oidc signs in for real against `doorward dev --json`; a browser of a few lines does the person's part.

    go_oidc_sign_in.py PROGRAM GO_PROGRAM
"""

import subprocess
import sys

from form_browser import Browser
from serving import doorward

REDIRECT = "http://localhost:5555/callback"


def main():
    with doorward(sys.argv[1]) as server:
        registered = server.client("gopher", REDIRECT, "--scope", "openid email offline_access", "--skip-consent")
        secret = registered["client_secret"]
        options = [sys.argv[2], server["issuer"], registered["client_id"], secret, REDIRECT]
        process = subprocess.Popen(options, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        url = process.stdout.readline().strip()
        back = Browser(server["issuer"]).sign_in(url, *server.person())
        said, _ = process.communicate(back + "\n", timeout=60)
        assert process.returncode == 0 and said.strip() == "signed in alice@example.org", (process.returncode, said)
        print("ok go-oidc")


main()
