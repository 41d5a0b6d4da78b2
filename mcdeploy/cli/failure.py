"""An error as people read it, and as programs do."""

from mcdeploy.cli.console import Console, Unwritten
from mcdeploy.cli.humane import counted
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.results import Result, tell
from mcdeploy.errors import ExitCode, ManifestError, McdeployError

SCHEMA = "mcdeploy/error/v1"
INTERRUPTED = 130
"""What shells say of a process that SIGINT ended."""


def expected(error: McdeployError, console: Console, deployment: str | None = None) -> Result:
    """Show an error that somebody can act on."""
    who = error.who if deployment in (None, error.who) else f"{deployment}: {error.who}"
    _show(console, who, _what(error), error.remedy)
    for note in _notes(error):
        console.insist([f"{console.paint('also:', Tone.BAD)} {line}" for line in note.splitlines()])
    return Result(_document(error, deployment), error.exit_code)


def unexpected(error: Exception, console: Console, deployment: str | None = None) -> Result:
    """Show an error of our own."""
    who, what = "mcdeploy itself", f"{type(error).__name__}: {error}"
    if console.verbose:
        import traceback

        console.insist("".join(traceback.format_exception(error)).splitlines())
        remedy = "please report it, with the lines above"
    else:
        remedy = "please report it, with what the same command says with --verbose"
    _show(console, who, [what], remedy)
    told = McdeployError(who, what, remedy=remedy)
    return Result({**_document(told, deployment), "type": type(error).__name__}, ExitCode.ERROR)


def interrupted(console: Console, command: str) -> int:
    what = "interrupted: the same command run again finishes the work"
    console.insist(["", what])
    error = McdeployError(command, what)
    tell(console, command, INTERRUPTED, [{**_document(error, None), "exit_code": INTERRUPTED}])
    return INTERRUPTED


def unwritten(error: Unwritten, console: Console) -> None:
    """The document could not be given; what the command did is done."""
    _show(console, "stdout", [f"cannot be written: {error}"], "")


def _show(console: Console, who: str, what: list[str], remedy: str) -> None:
    console.insist([f"{console.paint('error:', Tone.BAD)} {who}: {what[0]}", *what[1:]])
    if remedy:
        console.insist([f"{console.paint('remedy:', Tone.GOOD)} {remedy}"])


def _notes(error: McdeployError) -> list[str]:
    """The errors that other targets had at the same moment."""
    return list(getattr(error, "__notes__", []))


def _what(error: McdeployError) -> list[str]:
    if isinstance(error, ManifestError):
        return [counted(len(error.problems), "mistake"), *(f"  {one}" for one in error.problems)]
    return error.what.splitlines() or [type(error).__name__]


def _document(error: McdeployError, deployment: str | None) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": deployment,
        "type": type(error).__name__,
        "who": error.who,
        "what": error.what,
        "remedy": error.remedy,
        "exit_code": int(error.exit_code),
        "problems": list(error.problems) if isinstance(error, ManifestError) else _notes(error),
    }
