"""The search room only reads what happened elsewhere; it tells of nothing itself."""

from transom.history.verbs import Verb

VERBS: dict[str, Verb] = {}
