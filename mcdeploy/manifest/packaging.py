"""What a target's package is, and what is asked of it before it is released."""

from collections.abc import Iterable

from pydantic import Field

from mcdeploy.catalog import runtime as catalog
from mcdeploy.domain import PLAIN, Kind, Packaging, Parity, RowsFile, Target
from mcdeploy.errors import UsageError
from mcdeploy.manifest.part import Part, Text
from mcdeploy.manifest.plain import Text as Written
from mcdeploy.manifest.problem import Field as At
from mcdeploy.manifest.value import BundledModel, OwnModel, ParityWish
from mcdeploy.store.settings import FolderPath


class Package(Part):
    """For whom the model is packaged."""

    kind: Kind = Field(description="Whose loader must read it.")
    runtime: Text | None = Field(
        None,
        description="The service's name for its environment, as the catalogue has it; by default "
        "the newest one that is well tried.",
    )


class Proof(Part):
    """The proof that every package, loaded by its service's own code, answers as the model does."""

    mode: Parity = Field(
        Parity.REQUIRED,
        description="Without a certificate no release; with report a failure is recorded and stops "
        "nothing; with off nobody is asked.",
    )
    reason: Text | None = Field(
        None, description="Why not required; it stands in the release. Needed for report and off."
    )
    rows: FolderPath | None = Field(
        None,
        description="A table of rows to ask a model of your own about: CSV or Parquet, a column "
        "for each feature, in the model's order.",
    )
    ignore: tuple[Text, ...] = Field((), description="Columns of that table that are no features.")


def packaging(given: Kind | Package | None, usual: Kind, text: Written, at: At) -> Packaging:
    """The package of a target, its runtime known to the catalogue; a mistake is noted."""
    wished = given if isinstance(given, Package) else Package(kind=given or usual, runtime=None)
    if wished.runtime is None:
        return Packaging(wished.kind, catalog.default(wished.kind))
    found = Packaging(wished.kind, wished.runtime)
    try:
        catalog.runtime(found)
    except UsageError as error:
        text.wrong((*at, "runtime"), f"{error.what}; {error.remedy}")
        return PLAIN
    return found


def parity(written: Proof, text: Written) -> ParityWish:
    """What is asked of every package; a mistake is noted."""
    if written.mode is not Parity.REQUIRED and written.reason is None:
        what = f"{written.mode} needs a reason beside it, which stands in the release"
        text.wrong(("parity", "mode"), what)
    if written.ignore and written.rows is None:
        text.wrong(("parity", "ignore"), "says something of `rows`, and there are none", key=True)
    rows = None if written.rows is None else RowsFile(written.rows, written.ignore)
    return ParityWish(written.mode, written.reason or "", rows)


UNASKED = {Kind.PLAIN, Kind.MODELPACK}
"""Kinds that no service loads, so that nobody needs to be asked about files of one's own."""


def check_rows(
    model: BundledModel | OwnModel, targets: Iterable[Target], wish: ParityWish, text: Written
) -> None:
    """Note that there are no rows to ask the packages of a model of one's own about."""
    if isinstance(model, BundledModel) or wish.rows or wish.mode is not Parity.REQUIRED:
        return
    written = model.weights.reemit
    asked = [one.name for one in targets if written or one.package.kind not in UNASKED]
    if asked:
        what = (
            f"the packages for {', '.join(asked)} must answer as the model does, and without rows"
        )
        text.wrong(("parity", "rows"), f"this key is missing: {what} nobody can ask them")
