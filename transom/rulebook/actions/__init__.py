"""The only writer of rule texts: what an agency's folder says becomes bundles that are in force from a day on."""

from transom.rulebook.actions.loading import Loaded, load_agency

__all__ = ["Loaded", "load_agency"]
