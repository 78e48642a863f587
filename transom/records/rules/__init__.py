"""Pure decisions about records: who may do what, how an answer reads, which files we take."""

from transom.records.rules.access import Proof, Standing, proof, rights
from transom.records.rules.answers import Said, said, summary
from transom.records.rules.files import FILE_KINDS, MAX_FILE_BYTES, FileKind, clean_name, file_kind, refuse_file

__all__ = [
    "FILE_KINDS",
    "MAX_FILE_BYTES",
    "FileKind",
    "Proof",
    "Said",
    "Standing",
    "clean_name",
    "file_kind",
    "proof",
    "refuse_file",
    "rights",
    "said",
    "summary",
]
