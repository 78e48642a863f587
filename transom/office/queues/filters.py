"""The filters above a queue."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = (("permit", "Permits"), ("license", "Licenses"), ("project", "Projects"))


def chosen_filters(asked: Mapping[str, str], types: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What narrows a queue, by the name its query knows it by; what does not exist narrows nothing."""
    found = {}
    if asked.get("kind") in dict(KINDS):
        found["kind"] = asked["kind"]
    if asked.get("type") in dict(types):
        found["type_id"] = asked["type"]
    return found
