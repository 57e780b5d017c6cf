"""The partner database: SQLite beside the territory, or PostgreSQL by ``CDV_DATABASE_URL``.

A change is one transaction that holds the write lock from its first statement, so that two
imports at once follow each other. See docs/adr/0014-partner-store.md.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from geo.errors import Fault, InputError
from geo.storage import URL_VARIABLE, database_url

HEAD = "0001"
POSTGRESQL = "postgresql+psycopg"
WAIT_S = 60
MIGRATIONS = Path(__file__).parent / "migrations"
SIREN = re.compile("[0-9]{9}")


@dataclass(frozen=True, slots=True)
class Store:
    """The partner database of one territory, ready to be asked.

    Attributes
    ----------
    engine
        Where it is; connections are opened when needed and closed at once.
    epci
        SIREN of the territory.
    """

    engine: sa.Engine
    epci: str

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one state of the database."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection alone to write: all is kept at the end, or nothing on an error.

        Raises
        ------
        InputError
            When the database refuses; its own words, which may repeat a row, are left out.
        """
        engine = self.engine.execution_options(is_writing=True)
        try:
            with engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    lock = sa.func.pg_advisory_xact_lock(int(self.epci))
                    connection.execute(sa.select(lock))
                yield connection
        except sa.exc.DBAPIError as error:
            raise refusal(error) from None


def open_store(url: str | None = None, *, epci: str) -> Store:
    """Open the partner database of a territory, with the tables of this version.

    Parameters
    ----------
    url
        SQLAlchemy address (``sqlite:///...``, ``postgresql+psycopg://...``); by default
        ``CDV_DATABASE_URL``, else the file ``partners.db`` in the folder of the territory.
    epci
        SIREN of the territory. One PostgreSQL database holds several, each in its own schema.

    Raises
    ------
    InputError
        When the SIREN has not nine digits, or the database cannot be reached or used.
    """
    if not SIREN.fullmatch(epci):
        raise InputError(Fault("unknown-epci", "epci", expected="9 digits", found=epci))
    try:
        store = Store(_engine(url or database_url(epci), epci), epci)
        _migrate(store)
    except (sa.exc.DatabaseError, sa.exc.ArgumentError, OSError) as error:
        raise refusal(error) from None
    return store


def refusal(error: Exception) -> InputError:
    """Return what is said of a database that refuses: the kind of error, never its text."""
    return InputError(
        Fault(
            rule="store",
            file=URL_VARIABLE,
            expected="une base qui répond et où l’on peut écrire",
            found=type(error).__name__,
            fix=f"vérifiez {URL_VARIABLE}, ou les droits sur le dossier CDV_STORE",
        )
    )


def _engine(url: str, epci: str) -> sa.Engine:
    """Return the engine of an address; nothing is opened yet, except a folder for SQLite."""
    address = sa.make_url(url)
    if address.get_backend_name() != "sqlite":
        address = address.set(drivername=POSTGRESQL)
        options = {"options": f"-csearch_path={_schema(epci)}"}
        return sa.create_engine(address, poolclass=NullPool, connect_args=options)
    Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(address, poolclass=NullPool, connect_args={"timeout": WAIT_S})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, _: object) -> None:
    """Let the transactions be ours, readers go on while one writes, and links be checked."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]


def _begin_sqlite(connection: sa.Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _schema(epci: str) -> str:
    return f"epci_{epci}"


def _migrate(store: Store) -> None:
    """Bring the tables to this version; Alembic is loaded only when they are not there yet."""
    with store.reading() as connection:
        if _revision(connection) == HEAD:
            return
    from alembic import command  # noqa: PLC0415 -- 0.3 s, once in the life of a store
    from alembic.config import Config  # noqa: PLC0415 -- as above

    with store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.schema.CreateSchema(_schema(store.epci), if_not_exists=True))
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    """Return the version of the tables; None when there is none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found
