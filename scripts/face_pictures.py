#!/usr/bin/env python3
"""Takes pictures of faces out of public packages, for `doorward face evaluate` and `cargo bench --bench faces`.

    scripts/face_pictures.py DIR [--repositories]

Makes DIR/people/<person>/ of what PyPI and npm give: the test pictures of face_recognition (two people, of one of them
several pictures), and the people of the group pictures in the demo of @vladmandic/face-api, one picture each. Needs pip and npm.

With --repositories it also clones two repositories, deepface and face-api.js, of which the packages carry no pictures: 21 people
more, most of them with several pictures. Needs git too, and a network that lets one clone. What is lacking is named at the end: without
the repositories there are next to no pairs of one person, so that FNMR says nothing, and fewer people.

Who is who, the sources say; the people of group pictures are taken for different ones. The pictures are their owners' and
are not to be given on.
"""
import csv, pathlib, shutil, subprocess, sys, tarfile, tempfile

# Commits, so that the figures can be made again.
REPOSITORIES = {
    'deepface': ('https://github.com/serengil/deepface', '243209fd7b46ecdecf72665cc25219f6e8181f25', 'tests/unit/dataset'),
    'face-api.js': ('https://github.com/justadudewhohacks/face-api.js', 'a86f011d72124e5fb93e59d5c4ab98f699dd5c9c', 'examples/images'),
}
PEOPLE_OF_FACE_API = ['amy', 'bernadette', 'howard', 'leonard', 'penny', 'raj', 'sheldon', 'stuart']
FACE_RECOGNITION = {'obama': ['obama.jpg', 'obama2.jpg', 'obama3.jpg'], 'biden': ['biden.jpg']}
# Faces of a group picture: their middle and half the side of a square around them, in parts of its width. Faces that look
# away or down are left out.
GROUPS = {
    'sample1': [(.808, .177, .100)],
    'sample3': [(.365, .225, .095), (.629, .180, .090), (.827, .225, .090)],
    'sample4': [(.396, .090, .085)],
    'sample5': [(.250, .590, .095), (.365, .290, .085), (.444, .115, .085), (.619, .180, .085), (.802, .260, .090)],
    'sample6': [(.167, .315, .090), (.371, .245, .085), (.617, .205, .078), (.781, .200, .078)],
}


def run(*command, **more):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)


def pip(*words):
    run(sys.executable, '-m', 'pip', '--quiet', '--disable-pip-version-check', *words)


def from_pypi(name, version, into):
    pip('download', '--no-deps', '--no-binary=:all:', '-d', str(into), f'{name}=={version}')
    with tarfile.open(into / f'{name}-{version}.tar.gz') as archive:
        archive.extractall(into, filter='data')
    return into / f'{name}-{version}'


def from_npm(name, version, into):
    run('npm', 'pack', '--silent', f'{name}@{version}', cwd=into)
    [packed] = into.glob('*.tgz')
    with tarfile.open(packed) as archive:
        archive.extractall(into, filter='data')
    return into / 'package'


def checkout(name, into):
    url, commit, folder = REPOSITORIES[name]
    tree = into / name
    run('git', 'clone', '--quiet', '--filter=blob:none', '--no-checkout', url, str(tree))
    run('git', '-C', str(tree), 'checkout', '--quiet', commit, '--', folder)
    return tree / folder


def same_person(table):
    """The pairs of pictures of which a table says that they show one person."""
    with open(table) as lines:
        rows = [{name.lower(): value for name, value in row.items()} for row in csv.DictReader(lines)]
    return [(row['file_x'].split('/')[-1], row['file_y'].split('/')[-1]) for row in rows if row['decision'] == 'Yes']


def groups(pairs):
    """The people of a list of pairs that show one person."""
    group = {}
    for a, b in pairs:
        merged = group.get(a, {a}) | group.get(b, {b})
        for picture in merged:
            group[picture] = merged
    return sorted({tuple(sorted(pictures)) for pictures in group.values()})


def of_packages(work):
    folder = from_pypi('face_recognition', '1.3.0', work) / 'tests' / 'test_images'
    found = {person: [folder / picture for picture in pictures] for person, pictures in FACE_RECOGNITION.items()}
    demo = from_npm('@vladmandic/face-api', '1.7.15', work) / 'demo'
    pip('install', '--target', str(work / 'pillow'), 'pillow')
    sys.path.insert(0, str(work / 'pillow'))
    from PIL import Image

    for name, faces in GROUPS.items():
        with Image.open(demo / f'{name}.jpg') as picture:
            for number, (x, y, reach) in enumerate(faces, 1):
                box = [round(part * picture.width) for part in (x - reach, y - reach, x + reach, y + reach)]
                cut = picture.convert('RGB').crop((max(0, box[0]), max(0, box[1]), *box[2:]))
                path = work / f'{name}-{number}.png'
                cut.save(path)
                found[f'{name}-{number}'] = [path]
    return found


def of_repositories(work):
    found = {}
    folder = checkout('deepface', work)
    same = [pair for table in ('master.csv', 'face-recognition-pivot.csv') for pair in same_person(folder / table)]
    for pictures in groups(same):
        found['deepface-' + pictures[0].split('.')[0]] = [folder / picture for picture in pictures]
    folder = checkout('face-api.js', work)
    for person in PEOPLE_OF_FACE_API:
        found[person] = sorted((folder / person).glob('*.png'))
    return found


def main(out, repositories):
    people = out / 'people'
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        found = of_packages(work)
        if repositories:
            found |= of_repositories(work)
        for person, pictures in found.items():
            (people / person).mkdir(parents=True, exist_ok=True)
            for picture in pictures:
                if picture.exists():
                    shutil.copy(picture, people / person / picture.name)
    print(f'{len(list(people.glob("*/*")))} pictures of {len(found)} people in {people}')
    if not repositories:
        print(f'Lacking: 13 people of the tests of deepface, and of face-api.js {", ".join(PEOPLE_OF_FACE_API)}; '
              'no package carries their pictures (--repositories clones them).')


if __name__ == '__main__':
    words = [word for word in sys.argv[1:] if word != '--repositories']
    if len(words) != 1:
        sys.exit(__doc__)
    main(pathlib.Path(words[0]), '--repositories' in sys.argv)
