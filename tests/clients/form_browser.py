"""A browser of a few lines: cookies, redirects, forms. And the app on somebody's phone."""

import base64
import hmac
import struct
import time
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests


class Forms(HTMLParser):
    """The forms of a page, by their id: where they lead, and what they send when nothing is typed."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.inside = {}, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.inside = {"action": attributes["action"], "fields": []}
            self.forms[attributes.get("id")] = self.inside
        elif tag == "input" and self.inside is not None:
            if attributes.get("type") == "hidden" or "checked" in attributes:
                self.inside["fields"].append((attributes["name"], attributes.get("value", "on")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None


class Browser:
    def __init__(self, issuer):
        self.issuer, self.session = issuer, requests.Session()
        self.page, self.address = "", issuer

    def go(self, address, form=None):
        """Follows redirects; answers with the address that leaves the provider, or None at a page."""
        for _ in range(10):
            address = urljoin(self.address, address)
            if urlsplit(address)[:2] != urlsplit(self.issuer)[:2]:
                return address
            self.address = address
            headers = {"accept": "text/html"} | ({"origin": self.issuer} if form else {})
            method = "POST" if form else "GET"
            answer = self.session.request(method, address, data=form, headers=headers, allow_redirects=False, timeout=20)
            self.page, form = answer.text, None
            if answer.status_code != 303:
                assert answer.status_code == 200, f"{answer.status_code} at {address}: {answer.text}"
                return None
            address = answer.headers["location"]
        raise AssertionError("redirects without end")

    def submit(self, name, **typed):
        form = Forms(self.page).forms.get(name)
        assert form, f"no {name} at {self.address}: {self.page}"
        return self.go(form["action"], form["fields"] + list(typed.items()))

    def sign_in(self, url, username, password, code):
        """From an authorization request to its answer."""
        left = self.go(url)
        while left is None:
            step = urlsplit(self.address).path
            if step.startswith("/consent/"):
                left = self.submit("consent-form", **{"consent-allow": "1"})
            elif step.endswith("/identifier"):
                left = self.submit("login-form", username=username)
            elif step.endswith("/password"):
                left = self.submit("login-form", password=password)
            elif step.endswith("/totp"):
                left = self.submit("login-form", code=code())
            else:
                raise AssertionError(f"no such step: {step}")
        return left


class Authenticator:
    """RFC 6238; gives each code once, as the provider takes it once."""

    def __init__(self, secret):
        self.key, self.last = base64.b32decode(secret), 0

    def code(self):
        step = max(int(time.time()) // 30, self.last + 1)
        # The provider's clock may be one step behind; further on we wait.
        time.sleep(max(0.0, (step - 1) * 30 + 0.5 - time.time()))
        self.last = step
        digest = hmac.digest(self.key, struct.pack(">Q", step), "sha1")
        (number,) = struct.unpack_from(">I", digest, digest[19] & 15)
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"
