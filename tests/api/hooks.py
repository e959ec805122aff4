"""What schemathesis could not know, and what it must not do.

Half of the requests that name something name one of the things that were made for it: a random identifier is nothing but 404. And none
switches off, changes or removes the service account that it calls as, whose identifier it learns from answers.
"""

import itertools
import json
import os

import schemathesis

OWN = "outsider"
# Files of accounts are text to it.
schemathesis.serializer.alias(["application/x-ndjson", "text/csv"], "text/plain")
KNOWN = {name: itertools.cycle(values) for name, values in json.loads(os.environ["OUTSIDERS_KNOWN"]).items()}
TURNS = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    parameters = case.path_parameters or {}
    for name in parameters.keys() & KNOWN.keys():
        if next(TURNS) % 2 == 0:
            parameters[name] = next(KNOWN[name])
    if parameters.get("client_id") == OWN and case.method.upper() != "GET":
        parameters["client_id"] = "somebody-else"
