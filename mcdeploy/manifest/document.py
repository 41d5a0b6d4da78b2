"""A document of a manifest as it is written: every key, what it takes and what it means.

The descriptions here are the reference: the JSON Schema repeats them.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from mcdeploy.catalog.residency import unknown
from mcdeploy.domain import Kind, Policy
from mcdeploy.manifest.evaluation import Evaluation
from mcdeploy.manifest.names import Label, Prefix
from mcdeploy.manifest.packaging import Package, Proof
from mcdeploy.manifest.part import Latitude, Longitude, Part, Real, Text, Whole
from mcdeploy.manifest.replication import Replication
from mcdeploy.manifest.signature import Signature
from mcdeploy.manifest.stated import StatedNumbers
from mcdeploy.manifest.traffic import Readers
from mcdeploy.manifest.value import Strategy
from mcdeploy.manifest.weights import Own, is_own
from mcdeploy.store.settings import FolderPath


class CsvTable(Part):
    """A table of your own: CSV with a header, one row per example."""

    csv: FolderPath = Field(description="The file, relative to the manifest's folder.")
    label: Text = Field(description="The column that the model learns to predict.")


def _how_data_is_given(data: object) -> str:
    return "<table>" if isinstance(data, dict | CsvTable) else "<named>"


class Bundled(Part):
    """The bundled logistic regression, trained as part of the apply."""

    bundled: Literal["logistic-regression"] = Field(description="Which bundled model.")
    data: Annotated[
        Annotated[Literal["digits", "wine", "iris", "breast-cancer"], Tag("<named>")]
        | Annotated[CsvTable, Tag("<table>")],
        Discriminator(_how_data_is_given),
    ] = Field(description="What it learns: a data set that is at hand, or a table of your own.")
    strategy: Strategy = Field(
        "auto",
        description="How several classes are told apart; with auto, cross-validation chooses.",
    )
    seed: Whole = Field(
        0, ge=0, lt=2**32, description="Seeds every random choice: one seed gives the same bytes."
    )


def _whose_model(model: object) -> str:
    return "<own>" if is_own(model) else "<bundled>"


def _how_a_package_is_given(package: object) -> str:
    return "<mapping>" if isinstance(package, dict | Package) else "<kind>"


class Common(Part):
    """A place where the model must live. The keys of its provider stand beside these."""

    name: Label = Field(description="The target's name, unique in the document.")
    provider: str = Field(description="Who runs the store.")
    region: Text | None = Field(
        None,
        max_length=63,
        description="The provider's code of the region; needed in a provider's own cloud.",
    )
    prefix: Prefix = Field("", description="A folder in the bucket for everything that we write.")
    weight: Real = Field(
        1.0, ge=0, description="The share of requests under the routing policy `weighted`."
    )
    package: (
        Annotated[
            Annotated[Kind, Tag("<kind>")] | Annotated[Package, Tag("<mapping>")],
            Discriminator(_how_a_package_is_given),
        ]
        | None
    ) = Field(
        None,
        description="What the model is packaged as: a kind, or a kind and a runtime. By default "
        "what the provider's own service loads; plain for files that mcdeploy does not look into.",
    )
    country: Text | None = Field(
        None, description="The two letters of the country, where the catalogue has no region."
    )
    coordinates: tuple[Latitude, Longitude] | None = Field(
        None, description="[latitude, longitude] in degrees, where the catalogue has no region."
    )


class Routing(Part):
    """Which target answers."""

    policy: Policy = Field(
        Policy.LATENCY, description="What the router prefers: the nearest, the cheapest, by weight."
    )


def _jurisdiction(code: str) -> str:
    if what := unknown(code.lower()):
        raise ValueError(what)
    return code.lower()


Jurisdiction = Annotated[str, AfterValidator(_jurisdiction)]


class Jurisdictions(Part):
    """Where data may be. What is denied stays denied even where it is also allowed."""

    allow: tuple[Jurisdiction, ...] = Field(
        (), description="Countries and unions (de, eu) in which data may be; none means anywhere."
    )
    deny: tuple[Jurisdiction, ...] = Field(
        (), description="Countries and unions in which it must not be."
    )


class Document(Part):
    """One deployment: a model, the evaluation it must pass, the places it must live in."""

    api_version: Literal["mcdeploy/v1"] = Field(
        alias="apiVersion", description="The version of this format."
    )
    kind: Literal["Deployment"] = Field(description="What the document describes.")
    name: Label = Field(description="The deployment's name; a folder of that name is made.")
    channel: Label = Field("live", description="The pointer that moves: readers follow a channel.")
    model: Annotated[
        Annotated[Bundled, Tag("<bundled>")] | Annotated[Own, Tag("<own>")],
        Discriminator(_whose_model),
    ] = Field(description="What is deployed: the bundled model, or weights that you bring.")
    evaluation: Evaluation = Field(
        Evaluation(), description="What the model must show before anything is moved."
    )
    parity: Proof = Field(Proof(), description="That every package answers as the model does.")
    signature: Signature = Field(
        Signature(), description="Who releases, and whose releases are believed."
    )
    targets: tuple[object, ...] = Field(
        min_length=1, description="The places where the model must live."
    )
    replication: Replication = Field(Replication(), description="How the release spreads.")
    routing: Routing = Field(Routing(), description="Which target answers.")
    residency: Jurisdictions = Field(Jurisdictions(), description="Where data may be.")
    traffic: Readers = Field(Readers(), description="How much is read, for the monthly bill.")
    catalog: StatedNumbers = Field(
        StatedNumbers(), description="Numbers of your own in place of the catalogue's."
    )
