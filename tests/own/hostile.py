"""One hostile pickle in every guise that is known."""

import bz2
import gzip
import io
import lzma
import pickle
import tarfile
import zipfile
import zlib
from collections.abc import Callable

Wrap = Callable[[bytes], bytes]


def zipped(name: str, data: bytes, *more: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for other in more:
            archive.writestr(other, b"innocent")
        archive.writestr(name, data)
    return held.getvalue()


def tarred(name: str, data: bytes, mode: str = "w") -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:  # type: ignore[call-overload]
        for member, content in (("README", b"innocent"), (name, data)):
            info = tarfile.TarInfo(member)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


def polyglot_zip(data: bytes) -> bytes:
    """A pickle to whom reads from the beginning, a zip to whom reads from the end."""
    return data + zipped("weights", b"innocent")


def polyglot_tar(data: bytes) -> bytes:
    """A tar whose first member's name is a pickle."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo(data.decode("ascii")), io.BytesIO())
    return held.getvalue()


def numpy_objects(data: bytes) -> bytes:
    header = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + data


GUISES: dict[str, Wrap] = {
    "as it is": lambda data: data,
    "joblib zlib": zlib.compress,
    "joblib gzip": gzip.compress,
    "joblib bz2": bz2.compress,
    "joblib xz": lzma.compress,
    "joblib lzma with a small window": lambda data: lzma.compress(
        data, lzma.FORMAT_ALONE, filters=[{"id": lzma.FILTER_LZMA1, "dict_size": 4096}]
    ),
    "joblib's old way": lambda data: (
        b"ZF" + hex(len(data)).encode().ljust(19) + zlib.compress(data)
    ),
    "zlib before a zip": lambda data: polyglot_zip(zlib.compress(data)),
    "bz2 before a zip": lambda data: polyglot_zip(bz2.compress(data)),
    "xz before a zip": lambda data: polyglot_zip(lzma.compress(data)),
    "that in a zip": lambda data: zipped("a", polyglot_zip(zlib.compress(data))),
    "behind a number of base 16": lambda data: b"I0x1\n0" + data,
    "behind a number of base 8": lambda data: b"I010\n0" + data,
    "behind a long number of base 16": lambda data: b"L0x1L\n0" + data,
    "behind a number of base 2": lambda data: b"I0b1\n0" + data,
    "joblib lzma": lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE),
    "torch": lambda data: zipped("archive/data.pkl", data, "archive/version"),
    "zip": lambda data: zipped("weights/a.bin", data, "README"),
    "tar": lambda data: tarred("weights/a.bin", data),
    "tar.gz": lambda data: tarred("a.bin", data, "w:gz"),
    "zip in tar.gz in zip": lambda data: zipped("b", tarred("a", zipped("c", data), "w:gz")),
    "gzip in zip": lambda data: zipped("a", gzip.compress(data)),
    "before a zip": polyglot_zip,
    "in the name of a tar's member": polyglot_tar,
    "NumPy objects": numpy_objects,
    "behind long text": lambda data: b"V" + b"a" * 100_000 + b"\n0" + data,
    "behind long bytes": lambda data: (
        pickle.BINBYTES + (10**6).to_bytes(4, "little") + bytes(10**6) + b"0" + data
    ),
    "without its protocol": lambda data: data[2:] if data[:1] == pickle.PROTO else data,
}
