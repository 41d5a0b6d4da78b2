"""A package of one module, as a wheel in a folder, and a lock file that pins it."""

import hashlib
import zipfile
from pathlib import Path

_FILES = {
    "small_package.py": "VERSION = 7\n",
    "small_package-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: small-package\n"
    "Version: 1.0\n",
    "small_package-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: a test\n"
    "Root-Is-Purelib: true\nTag: py3-none-any\n",
    "small_package-1.0.dist-info/RECORD": "small_package.py,,\n"
    "small_package-1.0.dist-info/METADATA,,\nsmall_package-1.0.dist-info/WHEEL,,\n"
    "small_package-1.0.dist-info/RECORD,,\n",
}


def build(folder: Path) -> str:
    """The SHA-256 of the wheel that now lies in the folder."""
    path = folder / "small_package-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in _FILES.items():
            wheel.writestr(name, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lock(path: Path, digest: str) -> None:
    path.write_text(f"small-package==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
