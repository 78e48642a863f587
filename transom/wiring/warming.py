"""What a web process does before it serves: compile the rules in force, so that the first visitor does not wait."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

from transom.rulebook import queries as rulebook
from transom.rulebook.problems import RulebookError

log = logging.getLogger(__name__)


def warm() -> None:
    """Compile every record type in force; a database that does not answer yet, or lacks its tables, is no reason to
    stay away: pages say so themselves, and the rules are compiled when first asked for.
    """
    try:
        count = rulebook.warm()
    except (DatabaseError, RulebookError) as error:
        log.warning("The rules could not be compiled before serving: %s", error)
        connection.close()
        return
    log.info("%s record types are compiled.", count)
