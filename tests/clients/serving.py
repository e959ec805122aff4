"""A `doorward dev` of its own for each client under test: on free ports, in a directory that is removed again."""

import contextlib
import json
import os
import subprocess
import tempfile

from form_browser import Authenticator


class Doorward(dict):
    """What `doorward dev --json` says, and commands beside it."""

    def command(self, *options):
        """A command on the same data, as an operator would give it beside the running program."""
        data = self["data"]
        variables = {
            "DOORWARD__ISSUER": "https://id.example.org",
            "DOORWARD__STORAGE": f"sqlite://{data}/doorward.db",
            "DOORWARD__MASTER_KEY_FILE": f"{data}/master.key",
            "DOORWARD__MAIL__TRANSPORT": "file",
        }
        env = os.environ | variables
        return subprocess.run([self["program"], *options], env=env, cwd=data, check=True, capture_output=True).stdout

    def client(self, client_id, redirect_uri, *options):
        """Registers a client as its page in docs/clients says."""
        options = ["--id", client_id, "--name", client_id, "--redirect-uri", redirect_uri, *options, "--json"]
        return json.loads(self.command("client", "create", *options))

    def person(self):
        """Alice: user name, password, and her authenticator app."""
        alice = next(one for one in self["accounts"] if one["username"] == "alice")
        return alice["username"], alice["password"], Authenticator(alice["totp_secret"]).code


@contextlib.contextmanager
def doorward(program):
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory(prefix="doorward-clients-") as data:
        options = ["--port", "0", "--relying-party-port", "0", "--data", data]
        process = subprocess.Popen([program, "dev", "--json", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            yield Doorward(json.loads(process.stdout.readline()), data=data, program=program)
        finally:
            process.terminate()
            assert process.wait(20) == 0, "it ends in order"
