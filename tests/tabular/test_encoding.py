"""Text that is not UTF-8 is refused with the way to make it so."""

import codecs
import gzip
import os
from pathlib import Path

import pytest

from mcdeploy.errors import ModelError
from mcdeploy.tabular import encoding, source

TEXT = "name,x\nM\u00fcller,0.5\n"


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (TEXT.encode("latin-1"), "line 2: byte 8 is not UTF-8", "iconv -f LATIN1 -t UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16", "iconv -f UTF-16 -t UTF-8"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16", "iconv -f UTF-16 -t UTF-8"),
        (TEXT.replace("\u00fc", "u").encode("utf-16-le"), "line 1: the text is in UTF-16", "iconv"),
        (b"na\0me,x\n", "line 1: there is a NUL character", "without it"),
        (gzip.compress(TEXT.encode()), "this is a gzip file", "gunzip -k"),
        (b"name,x\n\xc3\xa9\xe2\x82(", "line 2: byte 9 is not UTF-8", "iconv"),
        (TEXT.encode()[:9], "line 2: byte 8 is not UTF-8", "iconv"),
    ],
)
@pytest.mark.parametrize("chunk", [1, 3, 1 << 20])
def test_another_encoding_is_named_with_the_remedy(
    content: bytes,
    what: str,
    remedy: str,
    chunk: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoding, "CHUNK", chunk)
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        source(path).columns(("name",), ("x",))
    assert caught.value.who == str(path)
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(codecs.BOM_UTF8 + TEXT.encode())
    assert source(path).header == ("name", "x")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(ModelError, match="this is no regular file") as caught:
        source(path)
    assert caught.value.remedy == "write the table to a file, and name it"
