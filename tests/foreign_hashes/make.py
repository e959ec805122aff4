#!/usr/bin/env python3
"""Makes vectors.tsv: password hashes by the software that people move here from, a line each: maker, password (JSON), hash.

`scripts/evidence foreign_hashes` installs requirements.txt, runs this and has the tests check what it made (a path as the
argument: written there); the file in the repository is one such run, so that plain `cargo test` needs no Python. Salts are
drawn anew at each run. Costs are low where the software lets one choose, and its own default stands beside them once.
"""

import crypt  # libxcrypt: the only maker of $2x$
import json
import os
import sys
import warnings
from importlib.metadata import version

import argon2
import bcrypt
import django
import passlib.hash
from argon2.low_level import Type, hash_secret
from django.conf import settings

settings.configure()
django.setup()

from django.contrib.auth import hashers  # noqa: E402
from werkzeug.security import generate_password_hash  # noqa: E402

PASSWORDS = ["correct horse battery staple", "Grüße, Zoë – 東京 🔑", "x" * 100 + "!", "a"]
lines = []


def add(maker, password, value):
    lines.append("\t".join([maker, json.dumps(password, ensure_ascii=True), value]))


DJANGO = [
    hashers.PBKDF2PasswordHasher,
    hashers.PBKDF2SHA1PasswordHasher,
    hashers.Argon2PasswordHasher,
    hashers.BCryptSHA256PasswordHasher,
    hashers.BCryptPasswordHasher,
    hashers.ScryptPasswordHasher,
]
CHEAP = {"iterations": 2000, "rounds": 4, "memory_cost": 512, "time_cost": 2, "parallelism": 2, "work_factor": 2**8}


def django_hashes(password):
    for hasher in DJANGO:
        made = hasher()
        for name, value in CHEAP.items():
            if hasattr(made, name):
                setattr(made, name, value)
        add(f"Django {django.get_version()}", password, made.encode(password, made.salt()))


def werkzeug_hashes(password):
    maker = f"Werkzeug {version('werkzeug')}"
    for method in ["pbkdf2:sha256:1500", "pbkdf2:sha1:1500", "pbkdf2:sha512:1500", "scrypt:1024:8:1", "scrypt:64:4:3"]:
        add(maker, password, generate_password_hash(password, method=method))


def passlib_hashes(password):
    maker = f"passlib {passlib.__version__}"
    of = passlib.hash
    for ident in ["2a", "2b", "2y"]:
        add(maker, password, of.bcrypt.using(rounds=4, ident=ident).hash(password))
    for form in [1, 2]:
        add(maker, password, of.bcrypt_sha256.using(rounds=4, version=form).hash(password))
    for digest in ["sha1", "sha256", "sha512"]:
        for name in ["pbkdf2_", "ldap_pbkdf2_"]:
            add(maker, password, getattr(of, name + digest).using(rounds=1200).hash(password))
    add(maker, password, of.scrypt.using(rounds=8, block_size=8, parallelism=2).hash(password))
    for kind in ["i", "d", "id"]:
        add(maker, password, of.argon2.using(type=kind, rounds=2, memory_cost=256, parallelism=2).hash(password))
    for name in ["ldap_salted_sha1", "ldap_salted_sha256", "ldap_salted_sha512", "ldap_sha1"]:
        add(maker, password, getattr(of, name).hash(password))
    add(maker, password, "{CRYPT}" + of.bcrypt.using(rounds=4, ident="2y").hash(password))


def argon2_hashes(password):
    maker = f"argon2-cffi {argon2.__version__}"
    for kind in [Type.I, Type.D, Type.ID]:
        for edition in [16, 19]:
            made = hash_secret(password.encode(), os.urandom(16), 3, 128, 1, 24, kind, edition)
            add(maker, password, made.decode())


def bcrypt_hashes(password):
    maker = f"bcrypt {bcrypt.__version__}"
    for prefix in [b"2a", b"2b"]:
        add(maker, password, bcrypt.hashpw(password.encode(), bcrypt.gensalt(5, prefix)).decode())


def crypt_hashes(password):
    for prefix in ["$2a$", "$2x$", "$2y$", "$2b$"]:
        salt = crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=16)
        made = crypt.crypt(password, prefix + salt[4:])
        if made is None or made.startswith("*"):
            sys.exit(f"this system's crypt() cannot make {prefix}")
        add("crypt(3)", password, made)


def defaults(password):
    """One of each, as the software makes it by itself."""
    for hasher in DJANGO:
        add("Django (default)", password, hasher().encode(password, hasher().salt()))
    add("Werkzeug (default)", password, generate_password_hash(password))
    add("argon2-cffi (default)", password, argon2.PasswordHasher().hash(password))
    add("bcrypt (default)", password, bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode())
    add("passlib (default)", password, passlib.hash.pbkdf2_sha256.hash(password))


def main():
    warnings.simplefilter("ignore")
    for password in PASSWORDS:
        for make in [django_hashes, werkzeug_hashes, passlib_hashes, argon2_hashes, bcrypt_hashes, crypt_hashes]:
            make(password)
    defaults(PASSWORDS[0])
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors.tsv")
    with open(sys.argv[1] if len(sys.argv) > 1 else beside, "w", encoding="ascii") as file:
        file.write("\n".join(lines) + "\n")
    print(len(lines), "hashes")


main()
