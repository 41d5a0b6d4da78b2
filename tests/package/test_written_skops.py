"""What a skops file says, and in which bytes, are two things."""

import io
import json
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.package.written_skops import canonical


def written(numbers: list[int], year: int) -> bytes:
    """A list of an array, of the same array again and of another, as skops would write it when the
    objects lie at those places in memory."""
    whole, first, second, *texts = numbers
    arrays = [array(first), array(first), array(second)]
    words = [plain(number) for number in texts]
    content = [*arrays, *words]
    schema = {"__loader__": "ListNode", "content": content, "__id__": whole, "protocol": 2}
    into = io.BytesIO()
    with ZipFile(into, "w") as archive:
        for name, data in (
            (f"{first}.npy", b"one"),
            (f"{second}.npy", b"two"),
            ("schema.json", json.dumps(schema).encode()),
        ):
            archive.writestr(ZipInfo(name, (year, 2, 3, 4, 5, 6)), data)
    return into.getvalue()


def array(number: int) -> dict[str, object]:
    return {"__loader__": "NdArrayNode", "file": f"{number}.npy", "__id__": number}


def plain(number: int) -> dict[str, object]:
    """The text "auto", which is one object or several."""
    kind = {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode"}
    return {**kind, "content": '"auto"', "__id__": number}


PLACES = st.lists(st.integers(1, 2**48), min_size=5, max_size=5, unique=True)


@given(PLACES, PLACES, st.integers(1980, 2100))
def test_neither_places_nor_times_are_left(ours: list[int], theirs: list[int], year: int) -> None:
    assert canonical(written(ours, 1999)) == canonical(written(theirs, year))


@given(PLACES)
def test_one_text_or_two_equal_ones_are_the_same(places: list[int]) -> None:
    once = [*places[:4], places[3]]
    assert canonical(written(once, 2000)) == canonical(written(places, 2000))


@given(PLACES)
def test_what_it_says_stays(places: list[int]) -> None:
    with ZipFile(io.BytesIO(canonical(written(places, 2000)))) as archive:
        first, again, second, *texts = json.loads(archive.read("schema.json"))["content"]
        assert first == again
        assert [archive.read(each["file"]) for each in (first, second)] == [b"one", b"two"]
        assert [each["content"] for each in texts] == ['"auto"'] * 2
        assert len(archive.namelist()) == 3


def test_every_member_has_the_same_time_and_is_stored() -> None:
    with ZipFile(io.BytesIO(canonical(written([50, 40, 30, 20, 10], 2000)))) as archive:
        members = archive.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {member.compress_type for member in members} == {ZIP_STORED}


def test_it_is_written_as_it_was_written() -> None:
    data = canonical(written([50, 40, 30, 20, 10], 2000))
    assert canonical(data) == data
