"""What each event causes: `at_once` in the same transaction, `later` as a job deferred in the same transaction.

One line a verb; `history` refuses a verb or a job that nobody declared when the program starts.
"""

from __future__ import annotations

from transom.history.reactions import Reaction

REACTIONS: dict[str, Reaction] = {}
