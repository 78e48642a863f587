"""What others may ask about reviews: a record's cycles with comments, worklists, counts."""

from transom.reviews.queries.said import (
    CommentView,
    ReplyView,
    ReviewView,
    comment_of,
    comments_of,
    corrections,
    of_record,
    of_records,
    review_for,
    standing,
    standing_of,
)
from transom.reviews.queries.work import Desk, WorkCounts, Worklist, WorkRow, desk, neighbors, open_counts, worklist
from transom.reviews.rules import Standing

__all__ = [
    "CommentView",
    "Desk",
    "ReplyView",
    "ReviewView",
    "Standing",
    "WorkCounts",
    "WorkRow",
    "Worklist",
    "comment_of",
    "comments_of",
    "corrections",
    "desk",
    "neighbors",
    "of_record",
    "of_records",
    "open_counts",
    "review_for",
    "standing",
    "standing_of",
    "worklist",
]
