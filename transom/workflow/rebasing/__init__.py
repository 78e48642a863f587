"""Moving open records to another edition of their rules: reported record by record first, and only what has no stop."""

from transom.workflow.rebasing.findings import ADD, ASK, DROP, FEE, STOP, Finding, Standing, findings
from transom.workflow.rebasing.moving import Report, Row, as_text, rebase_records

__all__ = [
    "ADD",
    "ASK",
    "DROP",
    "FEE",
    "STOP",
    "Finding",
    "Report",
    "Row",
    "Standing",
    "as_text",
    "findings",
    "rebase_records",
]
