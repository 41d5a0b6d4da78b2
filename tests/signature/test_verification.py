"""Nothing that anybody changed is believed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Signing, Trust
from mcdeploy.errors import ExitCode, SignatureError, UsageError
from mcdeploy.signature import keys, statement, trust, verify
from mcdeploy.signature.signer import Key, needed

DIGEST = "ab" * 32
RESOURCES = {"release.json": DIGEST, "model/weights": "cd" * 32}


class Home:
    """A key, and what it signed, for tests that run many times."""

    def __init__(self, folder: Path) -> None:
        private, public = keys.new(folder)
        self.key = Key(keys.load(private))
        self.trust = Trust((public.read_bytes(),))
        self.bundle = self.key.sign(statement.encode(RESOURCES, "demo"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


def test_p1_any_flipped_bit_of_a_signature_is_refused(home: Home) -> None:
    for at in range(len(home.bundle) * 8):
        flipped = bytearray(home.bundle)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises(SignatureError) as refused:
            verify(bytes(flipped), RESOURCES, home.trust, "aws")
        assert refused.value.exit_code is ExitCode.INTEGRITY


@given(st.data())
def test_any_other_bytes_are_refused(home: Home, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(home.bundle)))
    end = data.draw(st.integers(start, min(start + 4, len(home.bundle))))
    put = data.draw(st.binary(max_size=4).filter(lambda put: put != home.bundle[start:end]))
    other = home.bundle[:start] + put + home.bundle[end:]
    try:
        verify(other, RESOURCES, home.trust, "aws")
    except SignatureError:
        return
    assert json.loads(other) == json.loads(home.bundle), "only white space may differ"


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1),
        st.binary(min_size=32, max_size=32).map(bytes.hex),
        min_size=1,
    )
)
def test_what_was_signed_is_what_is_read(home: Home, resources: dict[str, str]) -> None:
    said = statement.encode(resources, "demo")
    assert statement.parse(said).resources == resources
    assert len(verify(home.key.sign(said), resources, home.trust, "aws")) == 64


@given(
    st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_lies_there_is_refused_in_words(home: Home, garbage: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(garbage, RESOURCES, home.trust, "aws")
    with pytest.raises(SignatureError):
        verify(home.key.sign(garbage), RESOURCES, home.trust, "aws")


def test_the_same_key_signs_the_same_bytes_alike(home: Home) -> None:
    again = home.key.sign(statement.encode(dict(reversed(RESOURCES.items())), "demo"))
    assert again == home.bundle


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (RESOURCES | {"model/weights": "ce" * 32}, "changed: model/weights"),
        ({"release.json": DIGEST}, "missing: model/weights"),
        (RESOURCES | {"model/more": DIGEST}, "not signed: model/more"),
        (
            {"release.json": "ce" * 32} | {f"model/{n}": DIGEST for n in range(7)},
            "changed: release.json; missing: model/weights; not signed: model/0, model/1, model/2,"
            " model/3, model/4 and 2 more",
        ),
    ],
)
def test_every_difference_is_named(home: Home, found: dict[str, str], told: str) -> None:
    with pytest.raises(SignatureError) as refused:
        verify(home.bundle, found, home.trust, "aws")
    assert refused.value.who == "aws"
    assert refused.value.what == f"it is not what was signed: {told}"


def test_another_key_is_named(home: Home, tmp_path: Path) -> None:
    _, other = keys.new(tmp_path)
    by = verify(home.bundle, RESOURCES, home.trust, "aws")
    for trusted in (Trust(), Trust((other.read_bytes(),))):
        with pytest.raises(SignatureError, match=f"key {by[:12]}, which is not trusted"):
            verify(home.bundle, RESOURCES, trusted, "aws")


def test_any_of_several_keys_counts(home: Home, tmp_path: Path) -> None:
    _, other = keys.new(tmp_path)
    verify(home.bundle, RESOURCES, Trust((other.read_bytes(), *home.trust.keys)), "aws")


def test_one_s_own_key_is_always_trusted(tmp_path: Path) -> None:
    private, public = keys.new(tmp_path / "own")
    _, other = keys.new(tmp_path / "other")
    signing = Signing(key=private, trusted=(other,))
    assert trust(signing, {}).keys == (public.read_bytes(), other.read_bytes())
    named = trust(Signing(), {"MCDEPLOY_KEY": str(private)})
    assert named.keys == (public.read_bytes(),)


def test_the_key_at_home_is_used_when_none_is_named(tmp_path: Path) -> None:
    environ = {"XDG_CONFIG_HOME": str(tmp_path)}
    with pytest.raises(UsageError, match="no key here") as refused:
        needed(Signing(), environ)
    assert "mcdeploy keys new" in refused.value.remedy
    keys.new(tmp_path / "mcdeploy")
    assert needed(Signing(), environ) is not None
    assert needed(Signing(required=False), {}) is None


def test_where_nothing_is_signed_everything_is_believed_and_no_key_is_read() -> None:
    assert trust(Signing(key=Path("/none"), required=False), {}) == Trust(required=False)
