#!/usr/bin/env python3
"""Makes the models of Doorward again, byte for byte, out of the two packages that their weights come from.

    python3 models/convert/rebuild.py            # writes the four files into models/
    python3 models/convert/rebuild.py --check    # only says whether they are what would be written

It needs Python 3.11 or newer with venv and pip, 400 MB of disk for a while, and two minutes. Everything is pinned: the
packages by the SHA-256 of their files, what is taken out of them again by its own, the tools by version (requirements.txt),
and the result by the digests below, which src/face/model.rs holds, too.
"""

import hashlib
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
MODELS = HERE.parent

MEDIAPIPE = "mediapipe==0.10.21 --hash=sha256:05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3"
DLIB = "face_recognition_models==0.3.0 --hash=sha256:b79bd200a88c87c9a9d446c990ae71c5a626d1f3730174e6d570157ff1d896cf"
WHEEL = ["--only-binary=:all:", "--python-version=3.11", "--implementation=cp", "--platform=manylinux_2_28_x86_64"]

# File, the package it comes from, where in it, the SHA-256 of that, the outputs (one without a name is left out), the SHA-256 of what is made.
SOURCES = [
    (
        "detector.onnx",
        MEDIAPIPE,
        "mediapipe/modules/face_detection/face_detection_short_range.tflite",
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
        ["regressors", "scores"],
        "46a325f0bc3de3da91976958d9068f07b90089239d35adc32e7c29372f44e1c7",
    ),
    (
        "mesh.onnx",
        MEDIAPIPE,
        "mediapipe/modules/face_landmark/face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
        ["landmarks", "presence"],
        "644dc5fcf2d2ca9915f2a81b7b152add0ff1ca5e19d0dd227316770d843b6fe3",
    ),
    (
        "iris.onnx",
        MEDIAPIPE,
        "mediapipe/modules/iris_landmark/iris_landmark.tflite",
        "d1744d2a09c25f501d39eba4faff47e53ecca8852c5ce19bce8eeac39357521f",
        ["contours", None],
        "b57c5c04efdcca69ad3e831c134b8359129c272ea0e3934552fa4c98da99b7fb",
    ),
    (
        "embedder.onnx",
        DLIB,
        "face_recognition_models/models/dlib_face_recognition_resnet_model_v1.dat",
        "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
        None,
        "7033819916f8ec744c9b2baef8db69109ed94b8352b1c385fcf88927db8a5d19",
    ),
]


def digest(data):
    return hashlib.sha256(data).hexdigest()


def run(*command):
    subprocess.run([str(part) for part in command], check=True)


def fetch(python, package, folder):
    """Downloads one package, whose digest pip checks before it looks into it; answers with its file."""
    folder.mkdir()
    pins = folder / "pin.txt"
    pins.write_text(package + "\n")
    how = WHEEL if package is MEDIAPIPE else ["--no-binary=:all:"]
    run(python, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-d", folder, *how, "-r", pins)
    return next(path for path in folder.iterdir() if path != pins)


def take(package, path):
    """One file out of a wheel, or of a source distribution, whose folder carries the version."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            return archive.read(path)
    with tarfile.open(package) as archive:
        return archive.extractfile(f"{package.name.removesuffix('.tar.gz')}/{path}").read()


def make(folder):
    """Downloads, takes out, checks, converts. Runs where the tools are installed."""
    import dlib_to_onnx
    import tflite_to_onnx

    packages = {}
    for number, package in enumerate((MEDIAPIPE, DLIB)):
        packages[package] = fetch(sys.executable, package, folder / str(number))
    made = {}
    for name, package, path, source_digest, outputs, made_digest in SOURCES:
        source = take(packages[package], path)
        if digest(source) != source_digest:
            raise SystemExit(f"{path} is not what it was: its SHA-256 is {digest(source)}")
        made[name] = tflite_to_onnx.convert(source, outputs) if outputs else dlib_to_onnx.convert(source)
        if digest(made[name]) != made_digest:
            raise SystemExit(f"{name} came out otherwise: its SHA-256 is {digest(made[name])}")
    return made


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--with-tools"]:
        made, check = make(pathlib.Path(arguments[1])), "--check" in arguments
        for name, data in made.items():
            path = MODELS / name
            if check and (not path.exists() or path.read_bytes() != data):
                raise SystemExit(f"{path} is not what would be made")
            if not check:
                path.write_bytes(data)
            print(f"{digest(data)}  {name}  {len(data)} bytes")
        return
    if arguments not in ([], ["--check"]):
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        venv.create(folder / "tools", with_pip=True)
        python = folder / "tools" / "bin" / "python"
        run(python, "-m", "pip", "install", "--quiet", "--only-binary=:all:", "-r", HERE / "requirements.txt")
        run(python, "-B", HERE / "rebuild.py", "--with-tools", folder, *arguments)


if __name__ == "__main__":
    main()
