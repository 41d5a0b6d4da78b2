"""How much will be read, for the monthly bill."""

from pydantic import Field

from mcdeploy import catalog
from mcdeploy.domain import Traffic
from mcdeploy.errors import UsageError
from mcdeploy.manifest.part import Part, Whole
from mcdeploy.manifest.part import Text as Word
from mcdeploy.manifest.plain import Text


class Readers(Part):
    """Who reads the release, and how often."""

    reads_per_month: Whole = Field(
        0, ge=0, le=10**12, description="How often the whole release is read in a month."
    )
    origin: Word | None = Field(
        None,
        alias="from",
        description="The region of the catalogue where they are, such as aws:eu-central-1; by "
        "default anywhere on the internet.",
    )


def traffic(written: Readers, text: Text) -> Traffic:
    """The same as the stages take it; an unknown region is noted."""
    if written.origin is None:
        return Traffic(written.reads_per_month)
    at = ("traffic", "from")
    try:
        return Traffic(written.reads_per_month, catalog.find(written.origin).id)
    except UsageError as error:
        hint = "" if text.secret(at) else f"; {error.remedy}"
        text.wrong(at, f"{error.what}{hint}")
        return Traffic(written.reads_per_month)
