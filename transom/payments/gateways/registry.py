"""Which gateways there are, and the one new payments go to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from transom.payments.gateways.base import Gateway
from transom.payments.gateways.sandbox import client as sandbox

Make = Callable[[], Gateway]
CURRENT = "sandbox"


def known(pairs: Iterable[tuple[str, Make]]) -> dict[str, Make]:
    """Gateways by name. Raises ValueError for a name that is taken: a payment must find its own gateway for ever."""
    gateways: dict[str, Make] = {}
    for name, make in pairs:
        if name in gateways:
            raise ValueError(f"The gateway '{name}' is registered twice.")
        gateways[name] = make
    return gateways


GATEWAYS = known([("sandbox", sandbox.from_settings)])


def named(name: str) -> Gateway:
    """The gateway a payment was made with. Raises LookupError for a name nobody registered."""
    try:
        return GATEWAYS[name]()
    except KeyError:
        raise LookupError(f"There is no gateway '{name}'.") from None


def current() -> Gateway:
    """The gateway for new payments."""
    return named(CURRENT)
