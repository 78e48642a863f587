"""The sandbox's own books in SQLite: what it took and what it sent back. They survive kill -9 at any moment."""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS session(
    key TEXT PRIMARY KEY, ref TEXT NOT NULL UNIQUE, terms TEXT NOT NULL, cents INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'captured', 'declined', 'closed')),
    tries INTEGER NOT NULL DEFAULT 0, card TEXT NOT NULL DEFAULT '', created_at REAL NOT NULL,
    expires_at REAL NOT NULL, captured_at REAL);
CREATE TABLE IF NOT EXISTS refund(
    key TEXT PRIMARY KEY, session_key TEXT NOT NULL REFERENCES session(key), cents INTEGER NOT NULL CHECK (cents > 0),
    at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS hook(
    id INTEGER PRIMARY KEY, event_id TEXT NOT NULL, body TEXT NOT NULL, due_at REAL NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS hook_waiting ON hook(due_at) WHERE done = 0;
CREATE TABLE IF NOT EXISTS fault(name TEXT PRIMARY KEY, amount REAL NOT NULL);
"""
TRIES_OF_A_PAYER = 3
TRIES_OF_A_HOOK = 20
DELAY_SECONDS, REORDER_SECONDS = 20.0, 3.0
FAULTS = {
    "drop": "a webhook is never sent",
    "duplicate": "a webhook is sent twice",
    "delay": "a webhook is sent 20 seconds later",
    "reorder": "a webhook waits 3 seconds, so the next one overtakes it",
    "decline": "a card is declined that would have been approved",
    "time_out_after_charge": "the card is charged and the payer's browser never gets an answer",
    "lose_answer": "an interface call is done and its answer is lost",
    "down": "an interface call finds nobody there",
}


class Conflict(Exception):
    """What is asked contradicts the books."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment session as the books have it."""

    key: str
    ref: str
    terms: dict[str, Any]
    cents: int
    state: str
    tries: int
    card: str
    expires_at: float
    captured_at: float | None


COLUMNS = "key, ref, terms, cents, state, tries, card, expires_at, captured_at"


class Books:
    """All reading and writing, one transaction at a time. `clock` gives seconds since 1970; tests bring their own."""

    def __init__(
        self, path: Path, *, clock: Callable[[], float] = time.time, chance: Callable[[], float] | None = None
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock, self._clock = RLock(), clock
        self._chance = chance or secrets.SystemRandom().random
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(TABLES)

    def shut(self) -> None:
        self._db.close()

    def create(self, key: str, terms: dict[str, Any], *, cents: int, expires_at: float) -> Entry:
        """Open a session; the same key with the same terms finds it again. Raises Conflict for other terms."""
        written = json.dumps(terms, sort_keys=True)
        with self._transaction():
            known = self.session(key)
            if known is None:
                self._db.execute(
                    "INSERT INTO session(key, ref, terms, cents, state, created_at, expires_at) "
                    "VALUES (?, ?, ?, ?, 'open', ?, ?)",
                    (key, secrets.token_urlsafe(24), written, cents, self._clock(), expires_at),
                )
                known = self._of(key)
            elif known.cents and (json.dumps(known.terms, sort_keys=True) != written or known.cents != cents):
                raise Conflict("This key was used for another payment.")
            return known

    def session(self, key: str) -> Entry | None:
        return self._find("key", key)

    def by_ref(self, ref: str) -> Entry | None:
        return self._find("ref", ref)

    def captured_since(self, moment: float) -> list[Entry]:
        with self._lock:
            rows = self._db.execute(
                f"SELECT {COLUMNS} FROM session WHERE captured_at >= ? ORDER BY captured_at",  # noqa: S608
                (moment,),
            )
            return [_entry(row) for row in rows.fetchall()]

    def pay(self, ref: str, *, card: str, approved: bool) -> Entry:
        """Take the money or note a declined try. A session that is not open stays as it is."""
        with self._transaction():
            entry = self._open(ref)
            if entry is None:
                return self._known(ref)
            if approved and not self.strikes("decline"):
                self._db.execute(
                    "UPDATE session SET state = 'captured', card = ?, captured_at = ? WHERE key = ?",
                    (card, self._clock(), entry.key),
                )
                self._announce("session.captured", entry.key)
            else:
                state = "declined" if entry.tries + 1 >= TRIES_OF_A_PAYER else "open"
                self._db.execute("UPDATE session SET tries = tries + 1, state = ? WHERE key = ?", (state, entry.key))
                if state == "declined":
                    self._announce("session.declined", entry.key)
            return self._of(entry.key)

    def close(self, key: str) -> Entry:
        """End a session that is still open. A key never seen is closed too, so a late `create` finds it shut."""
        with self._transaction():
            now = self._clock()
            self._db.execute(
                "INSERT INTO session(key, ref, terms, cents, state, created_at, expires_at) "
                "VALUES (?, ?, '{}', 0, 'closed', ?, ?) ON CONFLICT DO NOTHING",
                (key, secrets.token_urlsafe(24), now, now),
            )
            changed = self._db.execute("UPDATE session SET state = 'closed' WHERE key = ? AND state = 'open'", (key,))
            if changed.rowcount:
                self._announce("session.closed", key)
            return self._of(key)

    def refund(self, key: str, *, payment: str, cents: int) -> None:
        """Send cents of a captured session back, once a key. Raises Conflict for more than was taken."""
        with self._transaction():
            row = self._db.execute("SELECT session_key, cents FROM refund WHERE key = ?", (key,)).fetchone()
            if row is not None:
                if row != (payment, cents):
                    raise Conflict("This key was used for another refund.")
                return
            entry = self.session(payment)
            back = self._db.execute(
                "SELECT coalesce(sum(cents), 0) FROM refund WHERE session_key = ?", (payment,)
            ).fetchone()[0]
            if entry is None or entry.state != "captured" or back + cents > entry.cents:
                raise Conflict("No more can be refunded than was taken.")
            self._db.execute("INSERT INTO refund VALUES (?, ?, ?, ?)", (key, payment, cents, self._clock()))
            self._announce("refund.done", payment)

    def refunded(self, payment: str) -> int:
        """Cents of a session that went back."""
        with self._lock:
            row = self._db.execute("SELECT coalesce(sum(cents), 0) FROM refund WHERE session_key = ?", (payment,))
            return int(row.fetchone()[0])

    def hooks_due(self, limit: int = 20) -> list[tuple[int, str]]:
        """Messages to be sent now: (id, body)."""
        with self._lock:
            return self._db.execute(
                "SELECT id, body FROM hook WHERE done = 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?",
                (self._clock(), limit),
            ).fetchall()

    def hook_answered(self, hook_id: int, *, well: bool) -> None:
        """A message was taken, or is tried again: after 1, 2, 4 ... seconds, at last each minute."""
        with self._transaction():
            (tries,) = self._db.execute("SELECT tries FROM hook WHERE id = ?", (hook_id,)).fetchone()
            done = well or tries + 1 >= TRIES_OF_A_HOOK
            self._db.execute(
                "UPDATE hook SET tries = tries + 1, done = ?, due_at = ? WHERE id = ?",
                (done, self._clock() + min(2**tries, 60), hook_id),
            )

    def set_fault(self, name: str, amount: float) -> None:
        """From now: a whole number of times, or with a probability below 1; 0 switches it off."""
        if name not in FAULTS or amount < 0:
            raise Conflict(f"'{name}' is not a fault; known are {', '.join(FAULTS)}.")
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO fault VALUES (?, ?)", (name, amount))

    def faults(self) -> dict[str, float]:
        with self._lock:
            return {name: amount for name, amount in self._db.execute("SELECT name, amount FROM fault") if amount}

    def strikes(self, name: str) -> bool:
        """Whether this fault happens now; a counted one is used up by that."""
        with self._transaction():
            row = self._db.execute("SELECT amount FROM fault WHERE name = ?", (name,)).fetchone()
            amount = row[0] if row else 0.0
            if amount >= 1:
                self._db.execute("UPDATE fault SET amount = amount - 1 WHERE name = ?", (name,))
                return True
            return bool(amount) and self._chance() < amount

    def _announce(self, kind: str, key: str) -> None:
        if self.strikes("drop"):
            return
        entry = self._of(key)
        event_id = f"evt_{secrets.token_hex(12)}"
        body = json.dumps(
            {"id": event_id, "type": kind, "key": key, "state": entry.state, "cents": entry.cents, "at": self._clock()}
        )
        due = self._clock()
        due += DELAY_SECONDS if self.strikes("delay") else REORDER_SECONDS if self.strikes("reorder") else 0
        for _ in range(2 if self.strikes("duplicate") else 1):
            self._db.execute("INSERT INTO hook(event_id, body, due_at) VALUES (?, ?, ?)", (event_id, body, due))

    def _open(self, ref: str) -> Entry | None:
        entry = self._known(ref)
        if entry.state == "open" and entry.expires_at <= self._clock():
            self.close(entry.key)
            return None
        return entry if entry.state == "open" else None

    def _known(self, ref: str) -> Entry:
        entry = self.by_ref(ref)
        if entry is None:
            raise Conflict("There is no such payment.")
        return entry

    def _of(self, key: str) -> Entry:
        entry = self.session(key)
        if entry is None:
            raise Conflict("There is no such payment.")
        return entry

    def _find(self, column: str, value: str) -> Entry | None:
        with self._lock:
            row = self._db.execute(
                f"SELECT {COLUMNS} FROM session WHERE {column} = ?",  # noqa: S608 - our own two column names
                (value,),
            ).fetchone()
        return _entry(row) if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def _entry(row: tuple[Any, ...]) -> Entry:
    key, ref, terms, *rest = row
    return Entry(key, ref, json.loads(terms), *rest)
