"""`mcdeploy/cost/v1`: a monthly bill."""

from typing import TYPE_CHECKING

from mcdeploy.cli.documents import prices

if TYPE_CHECKING:
    from mcdeploy.catalog.bill import Charge
    from mcdeploy.operations.cost import Bill

SCHEMA = "mcdeploy/cost/v1"


def document(bill: "Bill") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "deployment": bill.deployment,
        "channel": bill.channel,
        "charges": [_charge(charge) for charge in bill.charges],
        "monthly_dollars": bill.dollars,
        "dark": dict(bill.dark),
        "notes": list(bill.notes),
    }


def _charge(charge: "Charge") -> dict[str, object]:
    return {
        "target": charge.target,
        "for": charge.what,
        "amount": charge.amount,
        "per": charge.per,
        "price": prices.price(charge.price),
        "monthly_dollars": charge.dollars,
    }
