"""A process of its own that begins an upload and sends its parts, until it is killed.

    uploader.py PROVIDER SETTINGS KEY PART-SIZE FILE

prints the id of the upload, then the number of each part that the store has.
"""

import json
import sys
from pathlib import Path

from tests.providers.clouds import opened


def say(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(provider: str, own: str, key: str, part_size: str, file: str) -> None:
    store, size, data = opened(provider, json.loads(own)), int(part_size), Path(file).read_bytes()
    upload = store.begin(key, len(data), size)
    say(upload.id)
    for number, start in enumerate(range(0, len(data), size), 1):
        store.put_part(upload, number, data[start : start + size])
        say(number)


if __name__ == "__main__":
    main(*sys.argv[1:])
