"""Programs in another interpreter: what they get, what they say, and how they fail."""

import ast
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mcdeploy.environments import ProgramError, run
from mcdeploy.environments.program import HOST

PYTHON = Path(sys.executable)


def program(folder: Path, text: str) -> Path:
    path = folder / "ask_it.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_answer_comes_whatever_is_printed(tmp_path: Path) -> None:
    asked = program(
        tmp_path,
        "import sys\n"
        "def main(request):\n"
        "    print('noise'); print('more', file=sys.stderr)\n"
        "    return {'twice': request['number'] * 2, 'said': request['text']}\n",
    )
    said = run(PYTHON, asked, {"number": 0.1, "text": "naïve\n☃"})
    assert said == {"twice": 0.2, "said": "naïve\n☃"}


def test_an_exception_is_told_by_class_words_and_functions(tmp_path: Path) -> None:
    asked = program(
        tmp_path,
        "class Model:\n"
        "    def predict_proba(self):\n"
        "        return self.multi_class\n"
        "def main(request):\n"
        "    return Model().predict_proba()\n",
    )
    with pytest.raises(ProgramError) as told:
        run(PYTHON, asked, {})
    assert told.value.kind == "AttributeError"
    assert told.value.message == "'Model' object has no attribute 'multi_class'"
    assert told.value.during == ("main", "predict_proba")
    assert told.value.who == "ask_it"


def test_a_program_that_cannot_be_read_fails_too(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="SyntaxError"):
        run(PYTHON, program(tmp_path, "def main(:"), {})


@pytest.mark.parametrize("answer", ["object()", "{'a': object()}"])
def test_an_answer_that_is_not_json_is_a_failure(tmp_path: Path, answer: str) -> None:
    asked = program(tmp_path, f"def main(request):\n    return {answer}\n")
    with pytest.raises(ProgramError, match="TypeError"):
        run(PYTHON, asked, {})


@pytest.mark.parametrize(
    ("end", "code"), [("os.abort()", -6), ("os._exit(3)", 3), ("sys.exit(4)", 4)]
)
def test_a_process_that_dies_is_told_with_its_last_words(
    tmp_path: Path, end: str, code: int
) -> None:
    asked = program(
        tmp_path,
        "import os, sys\n"
        "def main(request):\n"
        "    print('first'); print('last words', file=sys.stderr, flush=True)\n"
        f"    {end}\n",
    )
    with pytest.raises(ProgramError, match=f"ended with {code} and without an answer") as told:
        run(PYTHON, asked, {})
    assert "last words" in told.value.message
    assert told.value.kind == ""
    assert told.value.during == ()


@pytest.mark.parametrize("said", ["[]", "1", '{"answer": 1}', '{"failure": {}}', "{}"])
def test_what_is_written_past_the_host_is_no_answer(tmp_path: Path, said: str) -> None:
    """A program finds the file of the answer in what it was started with."""
    asked = program(
        tmp_path,
        "import os, sys\n"
        "def main(request):\n"
        "    answer = next(one for one in sys.orig_argv if one.endswith('answer.json'))\n"
        f"    open(answer, 'w').write({said!r})\n"
        "    os._exit(0)\n",
    )
    with pytest.raises(ProgramError, match="without an answer"):
        run(PYTHON, asked, {})


WITH_A_CHILD = """
import os, subprocess, sys, time
def main(request):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open(request["pid"], "w") as file:
        file.write(str(child.pid))
    time.sleep(request["sleep"])
    return {}
"""


def test_what_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    asked = program(tmp_path, WITH_A_CHILD)
    with pytest.raises(ProgramError, match="did not end in 3 s"):
        run(PYTHON, asked, {"pid": str(pid), "sleep": 600}, timeout=3)
    assert _ends(int(pid.read_text(encoding="utf-8")))


def test_what_a_program_leaves_running_ends_with_it(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    assert run(PYTHON, program(tmp_path, WITH_A_CHILD), {"pid": str(pid), "sleep": 0}) == {}
    assert _ends(int(pid.read_text(encoding="utf-8")))


def _ends(pid: int) -> bool:
    """What is killed takes a moment to go."""
    for _ in range(500):
        if not _runs(pid):
            return True
        time.sleep(0.02)
    return False


def _runs(pid: int) -> bool:
    """A process that has ended may still wait for its parent to notice."""
    state = Path(f"/proc/{pid}/stat")
    if state.parent.parent.joinpath("self").exists():
        return (
            state.exists() and state.read_text(encoding="utf-8").rsplit(")")[-1].split()[0] != "Z"
        )
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


LOOKS = """
import os, sys
def main(request):
    with open("written", "w"):
        pass
    return {
        "environ": dict(os.environ), "folder": os.getcwd(), "files": os.listdir(),
        "path": sys.path, "modules": [name for name in sys.modules if "mcdeploy" in name],
        "flags": [sys.flags.no_user_site, sys.flags.utf8_mode],
    }
"""


def test_it_is_isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    said = run(PYTHON, program(tmp_path, LOOKS), {}, environ={"MLFLOW_TRACKING_URI": "there"})
    environ, folder, path = said["environ"], said["folder"], said["path"]
    assert isinstance(environ, dict)
    assert isinstance(folder, str)
    assert isinstance(path, list)
    assert "secret" not in environ.values()
    assert environ["MLFLOW_TRACKING_URI"] == "there"
    assert environ["HOME"] == environ["TMPDIR"] == folder
    assert environ["OMP_NUM_THREADS"] == environ["OPENBLAS_NUM_THREADS"] == "1"
    assert said["files"] == ["written"]
    assert not Path(folder).exists()
    assert not {str(HOST.parent), str(tmp_path), folder, ""} & set(path)
    assert said["modules"] == []
    assert said["flags"] == [1, 1]


def test_hashes_are_the_same_each_time(tmp_path: Path) -> None:
    asked = program(tmp_path, "def main(request):\n    return {'hash': hash('a text')}\n")
    assert run(PYTHON, asked, {}) == run(PYTHON, asked, {})


def test_no_bytecode_is_left_beside_what_it_imports(tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("x = 1\n", encoding="utf-8")
    asked = program(
        tmp_path,
        "import sys\n"
        "def main(request):\n"
        "    sys.path.insert(0, request['folder'])\n"
        "    import beside\n"
        "    return {'x': beside.x}\n",
    )
    assert run(PYTHON, asked, {"folder": str(tmp_path)}) == {"x": 1}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ask_it.py", "beside.py"]


def test_the_host_hides_its_own_folder_in_pythons_that_do_not(tmp_path: Path) -> None:
    """Before 3.11 an interpreter knew no PYTHONSAFEPATH."""
    asked = program(tmp_path, "import sys\ndef main(request):\n    return {'path': sys.path}\n")
    answer = tmp_path / "answer.json"
    command = [sys.executable, str(HOST), str(asked), str(answer)]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    subprocess.run(command, input="{}", text=True, env=environ, check=True)
    assert str(HOST.parent) not in json.loads(answer.read_text(encoding="utf-8"))["answer"]["path"]


@pytest.mark.parametrize("minor", [7, 8, 9, 10])
def test_the_host_is_valid_in_the_oldest_python_that_a_runtime_has(minor: int) -> None:
    ast.parse(HOST.read_text(encoding="utf-8"), feature_version=(3, minor))
