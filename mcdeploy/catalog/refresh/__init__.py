"""Prices as the providers publish them today."""

from mcdeploy.catalog.refresh.quote import Quote, Unpriced
from mcdeploy.catalog.refresh.sources import CLOUDS, ENDPOINTS, Endpoints, quotes

__all__ = ["CLOUDS", "ENDPOINTS", "Endpoints", "Quote", "Unpriced", "quotes"]
