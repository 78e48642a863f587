"""What documents tell the chronology."""

from transom.history.verbs import Verb

VERBS = {
    "document.issued": Verb("{title} issued as a PDF", public=True),
    "document.replaced": Verb("{title} replaced by a newer one", public=True),
}
