"""The parts of the providers' documents that are looked at. What is beside them is passed over."""

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mcdeploy.catalog.refresh.quote import Unpriced

Model = TypeVar("Model", bound=BaseModel)


class Shape(BaseModel):
    model_config = ConfigDict(allow_inf_nan=False)


class AwsRegion(Shape):
    url: str = Field(alias="currentVersionUrl", pattern=r"^/offers/[\w./-]+\.json$")


class AwsRegions(Shape):
    """https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-price-list-query-api.html:
    the region index of an offer."""

    regions: dict[str, AwsRegion]


class AwsProduct(Shape):
    """An entry of `products` in an offer file."""

    family: str = Field("", alias="productFamily")
    attributes: dict[str, str] = {}


class AwsPrice(Shape):
    begin: float = Field(alias="beginRange")
    unit: str
    dollars: dict[Literal["USD"], float] = Field(alias="pricePerUnit")


class AwsTerm(Shape):
    """An entry of an entry of `terms.OnDemand` in an offer file."""

    prices: dict[str, AwsPrice] = Field(alias="priceDimensions")


class AzureItem(Shape):
    """https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices"""

    currency: Literal["USD"] = Field(alias="currencyCode")
    begin: float = Field(alias="tierMinimumUnits")
    dollars: float = Field(alias="retailPrice")
    region: str = Field(alias="armRegionName")
    product: str = Field(alias="productName")
    sku: str = Field(alias="skuName")
    meter: str = Field(alias="meterName")
    unit: str = Field(alias="unitOfMeasure")


class AzurePage(Shape):
    items: list[AzureItem] = Field(alias="Items")
    following: str | None = Field(None, alias="NextPageLink")


class Money(Shape):
    currency: Literal["USD"] = Field(alias="currencyCode")
    units: int = 0
    nanos: int = 0

    @property
    def dollars(self) -> float:
        return self.units + self.nanos / 1e9


class GcpTier(Shape):
    begin: float = Field(0, alias="startUsageAmount")
    price: Money = Field(alias="unitPrice")


class GcpExpression(Shape):
    unit: str = Field(alias="usageUnit")
    tiers: list[GcpTier] = Field(alias="tieredRates")


class GcpPricing(Shape):
    expression: GcpExpression = Field(alias="pricingExpression")


class GcpSku(Shape):
    """https://cloud.google.com/billing/docs/reference/rest/v1/services.skus/list"""

    description: str
    regions: list[str] = Field([], alias="serviceRegions")
    pricing: Annotated[list[GcpPricing], Field(min_length=1)] = Field(alias="pricingInfo")


class GcpPage(Shape):
    skus: list[GcpSku] = []
    following: str = Field("", alias="nextPageToken")


def shaped(model: type[Model], document: object, source: str) -> Model:
    """The document as the model has it. Raises `Unpriced`, naming the first that is amiss."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Unpriced(f"{source}: {where or 'the document'}: {first['msg']}") from error
