"""Fees: from a schedule's text to lines with their arithmetic."""

from transom.rulebook.fees.engine import FeeBook
from transom.rulebook.fees.lines import Assessment, FeeLine, UnknownFee

__all__ = ["Assessment", "FeeBook", "FeeLine", "UnknownFee"]
