"""What an apply or a rollback did: where the model now answers from, and who waits."""

from mcdeploy.cli.humane import counted, short
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.show.waiver import waiver
from mcdeploy.cli.table import Cell, Column, table
from mcdeploy.domain import Outcome


def lines(outcome: Outcome, where: str, paint: Paint) -> list[str]:
    """`where` is what the next command line needs: the manifest, and the sandbox if this is one."""
    told = [waiver(outcome.plan.waiver, paint), ""] if outcome.plan.waiver else []
    return [*_landed(outcome, paint), *told, *_waiting(outcome, paint), *_hint(where, paint)]


def _landed(outcome: Outcome, paint: Paint) -> list[str]:
    plan = outcome.plan
    count = counted(len(outcome.landed), "target")
    live = paint(f"{plan.deployment} {short(plan.release)} answers from {count}", Tone.GOOD)
    rows = [(target, url) for target, url in outcome.landed.items()]
    shown = table((Column("target"), Column("URL")), rows, paint)
    if len(plan.publishes) < 2 or not any(publish.previous for publish in plan.publishes):
        return [live, "", *shown, ""]
    moved = f"This run took {outcome.seconds_mixed:.2f} s to move the pointers; meanwhile readers"
    seen = "saw the old release on some targets and the new one on others."
    return [live, "", *shown, "", f"{moved} {seen}", ""]


def _waiting(outcome: Outcome, paint: Paint) -> list[str]:
    if not outcome.partial:
        return []
    rows = [(name, Cell(why, Tone.CHANGE)) for name, why in sorted(outcome.waiting.items())]
    told = f"{counted(len(rows), 'target')} {'waits' if len(rows) == 1 else 'wait'};"
    return [
        "",
        paint(f"{told} run the same command again when it answers:", Tone.CHANGE),
        "",
        *table((Column("target"), Column("reason")), rows, paint),
        "",
    ]


def _hint(where: str, paint: Paint) -> list[str]:
    return [
        paint("The best one for a reader:  ", Tone.FAINT) + f"mcdeploy route {where} --from REGION",
        paint("Bring it here:              ", Tone.FAINT) + f"mcdeploy fetch {where} -o DIR",
    ]
