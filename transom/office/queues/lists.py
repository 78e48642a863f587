"""The queues of records: which statuses each holds, in whose words, for whom."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Queue:
    """A list of records that wait for the same thing."""

    key: str
    title: str
    says: str
    statuses: tuple[str, ...]
    nothing: str

    @property
    def url(self) -> str:
        return f"/office/queues/{self.key}/"


NEW = Queue(
    "new",
    "New applications",
    "Handed in and in review: look whether they are complete and in the right place.",
    ("in_review",),
    "No application is in review.",
)
READY = Queue(
    "ready",
    "Ready to issue",
    "Every review has approved. Those with fees due wait for the applicant; the others can be issued.",
    ("approved",),
    "Nothing waits to be issued.",
)
CORRECTIONS = Queue(
    "corrections",
    "Corrections waiting",
    "Returned to the applicant, who has to correct and hand them in again.",
    ("corrections",),
    "Nobody has corrections to make.",
)
QUEUES = {queue.key: queue for queue in (NEW, READY, CORRECTIONS)}
