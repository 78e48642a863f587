"""What last year's bills would have been under other rules: every bill again, with the facts kept beside it.

`running` reads the bills out of the database. What stands here is pure: processes that share the counting know no
database and no settings.
"""

from transom.fees.replay.saying import as_json, as_text
from transom.fees.replay.tally import FeeChange, Run, RunChange, Tally, Unworkable

__all__ = ["FeeChange", "Run", "RunChange", "Tally", "Unworkable", "as_json", "as_text"]
