"""What is said of mistakes: all of them at once, each where it was made, and no secret."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

Problems = Callable[..., list[str]]
GOLDEN = Path(__file__).parent / "golden"


def test_every_mistake_at_once(problems: Problems) -> None:
    found = problems((GOLDEN / "mistakes.yaml").read_bytes(), {"BUCKET": "a-secret/bucket"})
    assert "\n".join(found) + "\n" == (GOLDEN / "mistakes.txt").read_text()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: the file is empty"),
        ("# nothing\n---\n", "1:1: the file is empty"),
        ("- a\n", "1:1: must be a mapping: lines of `key: value`"),
        ("a word", "1:1: must be a mapping: lines of `key: value`"),
    ],
)
def test_what_is_no_document(problems: Problems, text: str, problem: str) -> None:
    assert problems(text) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("name: rack", "name: 7", "6:12: targets[0].name: must be a string; put quotes around it"),
        (
            "name: digits",
            "name: a\nname: b",
            "4:1: name: this key is written twice, first on line 3",
        ),
        ("name: digits", "name: .nan", "3:7: name: must be a finite number"),
        ("name: digits", "name: ../x", "3:7: name: must be 1 to 63 lower-case letters"),
        ("name: digits", "name: x\n? [a]\n: b", "4:3: a key is a word"),
        ("name: digits", "name: x\nchanel: y", "4:1: chanel: unknown key; did you mean channel?"),
        ("data: digits", "data: digit", "must be 'digits', 'wine', 'iris' or 'breast-cancer'; did"),
        ("data: digits", "data: {csv: a.csv}", "4:45: model.data.label: this key is missing"),
        ("data: digits", "data: [a]", "4:45: model.data: must be 'digits'"),
        ("data: digits}", "data: digits, seed: 1.5}", "model.seed: must be a whole number"),
        ("data: digits}", "data: digits, seed: yes}", "model.seed: must be a whole number"),
        ("data: digits}", "data: digits, seed: true}", "model.seed: must be a number, not true"),
        ("data: digits}", "data: digits, path: x}", "4:53: model.path: unknown key"),
        ("path: rack", "path: a/../../b", "6:41: targets[0].path: climbs out"),
        ("path: rack", "pth: rack", "6:35: targets[0].pth: unknown key; did you mean path?"),
        (
            "path: rack",
            "path: rack, wieght: 1",
            "targets[0].wieght: unknown key; did you mean weight?",
        ),
        ("path: rack", "path: rack, prefix: ../x", "targets[0].prefix: must be words of letters"),
        (
            "path: rack",
            "path: rack, country: no",
            "targets[0].country: needs coordinates beside it",
        ),
        ("path: rack", "path: rack, country: xx, coordinates: [0, 0]", "is not a known country"),
        (
            "path: rack",
            "path: rack, coordinates: [91, 0]",
            "targets[0].coordinates[0]: must be less",
        ),
        (
            "local",
            "locl",
            "targets[0].provider: there is no provider of this name; did you mean local?",
        ),
        ("  - {name", "  - x\n  - {name", "6:5: targets[0]: must be a mapping"),
    ],
)
def test_a_mistake(problems: Problems, good: str, old: str, new: str, problem: str) -> None:
    assert old in good
    assert any(problem in line for line in problems(good.replace(old, new)))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("replication: {require: 2}", "is more than the number of targets, 1"),
        ("replication: {require: 0}", "must be greater than or equal to 1"),
        ("replication: {require: majorty}", "number; did you mean majority?"),
        ("evaluation: {gates: [{metric: f1}]}", "evaluation.gates[0]: needs min, max or both"),
        ("evaluation: {gates: [{metric: f1, min: 1, max: 0}]}", "min is more than max"),
        ("evaluation: {gates: {}}", "evaluation.gates: must be a list"),
        (
            "residency: {deny: [germany]}",
            "residency.deny[0]: 'germany' is not a known jurisdiction",
        ),
        ("routing: {policy: costs}", "did you mean cost?"),
        ("channel: ${UNSET}", "channel: the environment variable UNSET is not set"),
    ],
)
def test_a_mistake_elsewhere(problems: Problems, good: str, more: str, problem: str) -> None:
    found = problems(f"{good}{more}\n")
    assert len(found) == 1
    assert found[0].startswith("7:")
    assert problem in found[0]


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("region: us-east-1x", "the catalogue has no region us-east-1x; did you mean us-east-1?"),
        ("weight: 1", "region: this key is missing; a provider's own cloud has regions"),
        ("region: us-east-1, country: us", "country: does not belong here"),
    ],
)
def test_where_a_public_target_is(problems: Problems, good: str, target: str, problem: str) -> None:
    [found] = problems(good + f"  - {{name: us, provider: aws, bucket: models, {target}}}\n")
    assert problem in found


def test_one_place_is_one_target(problems: Problems, good: str) -> None:
    again = "  - {name: again, provider: local, path: ./x/../rack}\n"
    assert problems(good + again) == [
        "7:5: targets[1]: another target of the same place is on line 6"
    ]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="resolves such a path without complaint")
@pytest.mark.parametrize("start", ["", "{folder}/"])
def test_a_path_through_a_circle_of_links(
    problems: Problems, good: str, folder: Path, start: str
) -> None:
    name = f"circle{len(start)}"
    (folder / name).symlink_to(name)
    path = start.format(folder=folder) + f"{name}/x"
    [found] = problems(good.replace("path: rack", f"path: {path}"))
    assert "symbolic links that go in a circle" in found


def test_no_targets(problems: Problems, good: str) -> None:
    text = good[: good.index("targets:")] + "targets: []\n"
    [found] = problems(text)
    assert found.startswith("5:10: targets: must have at least 1 item")


def test_a_word_that_only_the_provider_knows(problems: Problems, good: str) -> None:
    target = "  - {name: us, provider: aws, region: us-east-1, bucket: models, checksum: crc32}\n"
    [found] = problems(good + target)
    assert "targets[1].checksum: must be 'crc64nvme', 'crc32c' or 'none'; did you mean" in found


def test_a_name_in_capitals_is_the_name(problems: Problems, good: str) -> None:
    assert "4:1: CHANNEL: unknown key; did you mean channel?" in problems(
        good.replace("name: digits", "name: digits\nCHANNEL: x")
    )


def test_a_mistake_is_on_one_line(problems: Problems, good: str) -> None:
    [found] = problems(good + '"a\\nb": 1\n')
    assert found == "7:1: 'a\\nb': unknown key"


def test_what_a_secret_is_near_to_is_not_shown(problems: Problems, good: str) -> None:
    place = "rack, country: '${KEY}', coordinates: [0, 0]}"
    [found] = problems(good.replace("rack}", place), {"KEY": "norway"})
    assert found == "6:56: targets[0].country: is not a known country"


def test_a_lost_value_is_one_mistake(problems: Problems, good: str) -> None:
    target = "  - {name: us, provider: aws, region: us-east-1, bucket: '${UNSET}'}\n"
    assert len(problems(good + target)) == 1
    assert len(problems(good + "evaluation: {gates: [{metric: f1, min: .inf}]}\n")) == 1


SECRET = "hunter2/\n'\"\\{x}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: digits", "name: ${KEY}"),
        ("kind: Deployment", "kind: ${KEY}"),
        ("local", "'${KEY}'"),
        ("rack}", "rack, region: '${KEY}${KEY}${KEY}${KEY}${KEY}${KEY}'}"),
        ("rack}", "rack, weight: '${KEY}'}"),
        ("rack}", "rack, prefix: '${KEY}'}"),
        ("rack}", "rack, country: '${KEY}', coordinates: [0, 0]}"),
        ("path: rack", "path: '../${KEY}'"),
        ("data: digits", "data: '${KEY}'"),
        ("data: digits}", "data: digits, seed: '${KEY}'}"),
        ("provider: local, path: rack", "provider: aws, region: us-east-1, bucket: '${KEY}'"),
        ("provider: local, path: rack", "provider: aws, region: '${KEY}', bucket: models"),
        ("provider: local, path: rack", "provider: aws, bucket: models, endpoint: '${KEY}'"),
        ("kind: Deployment", "kind: Deployment\nresidency: {deny: ['${KEY}']}"),
        ("kind: Deployment", "kind: Deployment\nreplication: {require: '${KEY}'}"),
        ("kind: Deployment", "kind: Deployment\nrouting: '${KEY}'"),
    ],
)
def test_no_secret_is_shown(problems: Problems, good: str, old: str, new: str) -> None:
    assert old in good
    for line in problems(good.replace(old, new), {"KEY": SECRET}):
        assert "hunter2" not in line


KEYS: Mapping[str, str] = {
    "apiVersion": "",
    "kind": "",
    "model": "",
    "bundled": "model.",
    "data": "model.",
    "targets": "",
    "name: rack": "targets[0].",
    "path": "targets[0].",
}


@given(
    key=st.sampled_from(sorted(KEYS)),
    wrong=st.from_regex(r"zz[a-z]{3,12}", fullmatch=True),
    lines=st.integers(0, 5),
)
def test_a_misspelt_key_is_found_where_it_stands(
    problems: Problems, good: str, key: str, wrong: str, lines: int
) -> None:
    text = "\n" * lines + good.replace(key, key.replace(key.split(":")[0], wrong), 1)
    before = text[: text.index(wrong)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    expected = f"{line}:{column}: {KEYS[key]}{wrong}: unknown key"
    assert any(found.startswith(expected) for found in problems(text))
