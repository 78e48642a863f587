"""The only writer of rule texts: what a folder or a proposal says becomes bundles that are in force from a day on."""

from transom.rulebook.actions.loading import Loaded, OfficePublishes, load_agency, take_over
from transom.rulebook.actions.proposing import check_proposal, keep_replay, propose, publish, refuse, withdraw

__all__ = [
    "Loaded",
    "OfficePublishes",
    "check_proposal",
    "keep_replay",
    "load_agency",
    "propose",
    "publish",
    "refuse",
    "take_over",
    "withdraw",
]
