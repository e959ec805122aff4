"""The API as somebody meets it who knows nothing but its document: schemathesis (PyPI) makes requests of it, right and wrong ones, and
holds every answer against it. No answer is a failure of the server (5xx), and none is undocumented in status, media type or shape.

    outsiders.py PROGRAM [EXAMPLES] [PHASES]

EXAMPLES is how many requests each operation is tried with (30), PHASES which of schemathesis' phases run (all). DOORWARD_API_STORAGE
is an empty database, where it is to be another than a SQLite file of its own.
"""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
SCOPES = [
    f"admin.{name}"
    for name in (
        "clients.read clients.write accounts.read accounts.write accounts.help roles.write keys.read keys.write policy.read "
        "audit.read webhooks.read webhooks.write status.read"
    ).split()
]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(address, token=None, **form):
    body = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(address, data=body)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


@contextlib.contextmanager
def doorward(program):
    """A server of its own, with a service account that may do everything."""
    with tempfile.TemporaryDirectory(prefix="doorward-api-") as data:
        issuer = f"http://localhost:{free_port()}"
        variables = {
            "DOORWARD__ISSUER": issuer,
            "DOORWARD__STORAGE": os.environ.get("DOORWARD_API_STORAGE", f"sqlite://{data}/doorward.db"),
            "DOORWARD__MASTER_KEY_FILE": f"{data}/master.key",
            "DOORWARD__LISTENER__ADDRESS": issuer.replace("http://localhost", "127.0.0.1"),
            "DOORWARD__LISTENER__METRICS_ADDRESS": f"127.0.0.1:{free_port()}",
            "DOORWARD__MAIL__TRANSPORT": "file",
            "DOORWARD__ADMIN__REQUESTS_PER_MINUTE": "1000000",
            # One that is called back ends every test after it.
            "DOORWARD__TOKEN__ACCESS_LIFETIME": "12h",
            "DOORWARD__TOKEN__REFRESH_IDLE": "24h",
        }
        run = dict(env=os.environ | variables, cwd=data)
        subprocess.run([program, "init", "--issuer", issuer], **run, check=True, stdout=subprocess.DEVNULL)
        made = subprocess.run(
            [program, "client", "create", "--id", "outsider", "--name", "Outsider", "--machine", "--scope", " ".join(SCOPES)]
            # A JWT would end with the key that signed it, and keys are revoked here.
            + ["--audience", f"{issuer}/api/v1", "--access-token-format", "opaque", "--auth-method", "client_secret_post", "--json"],
            **run, check=True, capture_output=True,
        )
        secret = json.loads(made.stdout)["client_secret"]
        log = open(pathlib.Path(data) / "log", "w")
        process = subprocess.Popen([program, "serve"], **run, stdout=log, stderr=log)
        try:
            yield issuer, token_of(issuer, secret, process)
        finally:
            process.terminate()
            assert process.wait(30) == 0, "it ends in order"
            if os.environ.get("DOORWARD_API_LOG"):
                pathlib.Path(os.environ["DOORWARD_API_LOG"]).write_bytes((pathlib.Path(data) / "log").read_bytes())


def known(api, token):
    """Things to name in requests, enough that some of each are left when others were removed."""
    made = {"account_id": [], "client_id": [], "webhook_id": []}
    for number in range(25):
        account = {"username": f"person-{number}", "email": f"person-{number}@example.org", "email_verified": True}
        made["account_id"].append(send(f"{api}/accounts", token, account)["account_id"])
        client = {"client_id": f"client-{number}", "redirect_uris": [f"https://client-{number}.example/cb"]}
        made["client_id"].append(send(f"{api}/clients", token, client)["client_id"])
        # A name that leads nowhere (RFC 6761).
        webhook = {"url": f"https://receiver-{number}.invalid/", "events": ["client.created"]}
        made["webhook_id"].append(send(f"{api}/webhooks", token, webhook)["webhook_id"])
    return made


def send(address, token, body):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(address, data=json.dumps(body).encode(), headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def token_of(issuer, secret, process):
    form = {"grant_type": "client_credentials", "client_id": "outsider", "client_secret": secret}
    for _ in range(300):
        assert process.poll() is None, "the program ended"
        try:
            return call(f"{issuer}/token", **form)["access_token"]
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the program does not answer")


def main():
    program = os.path.abspath(sys.argv[1])
    examples = sys.argv[2] if len(sys.argv) > 2 else "30"
    phases = sys.argv[3] if len(sys.argv) > 3 else "examples,coverage,fuzzing,stateful"
    schemathesis = pathlib.Path(sys.executable).with_name("schemathesis")
    with doorward(program) as (issuer, token), tempfile.TemporaryDirectory() as scratch:
        document = call(f"{issuer}/api/v1/openapi.json")
        operations = sum(len(item) for item in document["paths"].values())
        done = subprocess.run(
            [schemathesis, "run", f"{issuer}/api/v1/openapi.json", "--checks", ",".join(CHECKS), "--phases", phases]
            + ["--max-examples", examples, "--seed", "1", "--continue-on-failure", "--request-timeout", "20", "--warnings", "off"]
            + ["--header", f"Authorization: Bearer {token}", "--header", "If-Match: *", "--no-color"],
            cwd=scratch,
            env=os.environ
            | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(pathlib.Path(__file__).parent)}
            | {"OUTSIDERS_KNOWN": json.dumps(known(f"{issuer}/api/v1", token))},
        )
        # What it tried, it tried as somebody who may: a token that was called back would make every answer a documented 401.
        me = call(f"{issuer}/api/v1/me", token)
        assert me["client_id"] == "outsider" and len(me["permissions"]) == len(SCOPES), me
    print(f"{operations} operations, {examples} requests each at most, phases {phases}; checked: {', '.join(CHECKS)}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
