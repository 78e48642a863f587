"""`schema = "words/1"`: the city's English words in another language."""

from typing import Literal

from pydantic import Field

from transom.rulebook.schema.common import Key, Table, Text


class WordsFile(Table):
    """One part of a phrase book: English as the rules write it = the same in `language`."""

    schema_: Literal["words/1"] = Field(alias="schema")
    language: Key
    words: dict[Text, Text]
