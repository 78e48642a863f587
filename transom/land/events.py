"""What happens to land, in the words a chronology shows."""

from transom.history.verbs import Verb

VERBS = {
    "parcel.added": Verb("Parcel {pin} was added at {address}", public=False),
    "parcel.loaded": Verb("{count} parcels were loaded", public=False),
}
