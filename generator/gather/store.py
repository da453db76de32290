"""The set on disk, in Parquet, written and asked by DuckDB. `state.json` beside it says what each year's file was.

DuckDB works in a folder of its own under the system's temporary one, may open nothing outside it, and has neither
network nor extensions to fetch: whatever an office writes into its data, the engine reaches no further than that
folder. It is an optional part of the product, because only who gathers needs its 20 MB.
"""

import hashlib
import importlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol, TextIO, cast

from generator.assets import write_whole
from generator.gather.faults import GatherError
from generator.gather.tables import ORDER, TABLES, Columns, Row
from generator.text import visible

STATE = "state.json"
FORMAT = 1
"""Of the tables. Another number makes everything be read anew."""


class Connection(Protocol):
    """What we use of a DuckDB connection."""

    def execute(self, query: str, parameters: object = None) -> "Connection":
        """Run a statement."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows of the last."""


def require_engine() -> None:
    """Raise GatherError, which says how to install it, when there is no DuckDB."""
    _duckdb()


def _duckdb() -> Any:  # noqa: ANN401 - a module that may be missing
    try:
        return importlib.import_module("duckdb")  # here, and not above: only who gathers needs to have it, or to wait
    except ImportError:
        raise GatherError(
            "ยังไม่ได้ติดตั้ง DuckDB ซึ่งคำสั่งนี้ต้องใช้ ติดตั้งด้วย: .venv/bin/python -m pip install -e '.[gather]'",
            "DuckDB is not installed; install it by: .venv/bin/python -m pip install -e '.[gather]'",
        ) from None


@contextmanager
def engine() -> Iterator[tuple[Connection, Path]]:
    """Open the engine in a folder of its own; both are gone afterwards. What it raises becomes a GatherError."""
    duckdb = _duckdb()
    with tempfile.TemporaryDirectory(prefix="prongsai-gather-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        made = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        try:
            # One thread: sums of fractions then have one order, and the tables are too small to gain from more.
            made.execute("SET threads = 1; SET preserve_insertion_order = true")
            made.execute(f"SET temp_directory = {quoted(folder / 'spill')}")
            made.execute(f"SET allowed_directories = [{quoted(folder)}]")
            made.execute("SET enable_external_access = false; SET lock_configuration = true")
            yield cast("Connection", made), folder
        except duckdb.Error as wrong:
            reason = visible(str(wrong), 200)
            raise GatherError(
                f"DuckDB อ่านหรือเขียนชุดข้อมูลไม่ได้ ลบโฟลเดอร์ของชุดข้อมูลแล้วรวบรวมใหม่: {reason}",
                f"DuckDB can't read or write the data set; delete its folder and gather again: {reason}",
            ) from wrong
        finally:
            made.close()


def quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    text = path.as_posix().replace("'", "''")
    return f"'{text}'"


class State:
    """What the last run read. Whatever is wrong with it, or with the tables it tells of, means: read everything."""

    def __init__(self, out: Path, basis: str) -> None:
        self._basis = f"{FORMAT}-{basis}"
        self._years: dict[str, dict[str, str]] = {}
        try:
            raw = json.loads((out / STATE).read_text("utf-8"))
            sound = raw["basis"] == self._basis and raw["files"] == _hashes(out)
            if sound and all(isinstance(years, dict) for years in raw["years"].values()):
                self._years = raw["years"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass

    def sha256(self, source: str, year: int) -> str | None:
        """Return the hash of the file that a year's rows were made from."""
        return self._years.get(source, {}).get(str(year))

    def write(self, out: Path, years: Mapping[str, Mapping[int, str]]) -> None:
        """Write what this run read. Last of all: before that, the tables are not those that the old state tells of."""
        told = {source: {str(year): sha for year, sha in of.items()} for source, of in years.items() if of}
        value = {"version": FORMAT, "basis": self._basis, "files": _hashes(out), "years": told}
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(out / STATE, f"{text}\n".encode())


def _hashes(out: Path) -> dict[str, str]:
    return {
        f"{name}.parquet": hashlib.sha256((out / f"{name}.parquet").read_bytes()).hexdigest() for name in sorted(TABLES)
    }


class Writer:
    """Takes rows one by one, as lines of JSON in the engine's folder, so that memory does not grow with the nation."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        names = (*TABLES, "kept")
        self._files: dict[str, TextIO] = {
            name: stack.enter_context((folder / f"{name}.ndjson").open("w", encoding="utf-8")) for name in names
        }
        self.keeps = False
        """Whether any rows of the last time are wanted: if not, nobody looks at what may be broken."""

    def add(self, table: str, row: Row) -> None:
        """Add a row to a table."""
        self._files[table].write(f"{json.dumps(row, ensure_ascii=False)}\n")

    def keep(self, source: str, year: int) -> None:
        """Take the rows of this year from the set of the last time."""
        self.add("kept", {"source": source, "year": year})
        self.keeps = True

    def close(self) -> None:
        """Hand everything to the disk."""
        for file in self._files.values():
            file.close()


def write_set(connection: Connection, folder: Path, out: Path, *, keeps: bool) -> dict[str, int]:
    """Make the tables from the rows in `folder` and what is kept of those in `out`; return how many rows each has."""
    if keeps:
        _copy(out, folder, "old-")
    counts = {}
    for name, columns in TABLES.items():
        new = _lines(folder, name, columns)
        old = folder / f"old-{name}.parquet"
        if keeps and name != "offices":
            kept = _lines(folder, "kept", {"source": columns["source"], "year": columns["year"]})
            was = f"read_parquet({quoted(old)})"
            new += f" UNION ALL SELECT old.* FROM {was} old SEMI JOIN ({kept}) USING (source, year)"  # noqa: S608 - our names
        made = folder / f"{name}.parquet"
        order = ", ".join(ORDER[name])
        # The table first: whoever looks into the file finds the columns in the documented order, whatever was read.
        connection.execute(f"CREATE TABLE {name} ({', '.join(f'{one} {c.kind}' for one, c in columns.items())})")
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM ({new}) ORDER BY {order}")  # noqa: S608 - our names
        connection.execute(f"COPY {name} TO {quoted(made)} (FORMAT parquet, COMPRESSION zstd)")
        counts[name] = int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])  # noqa: S608
    out.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        write_whole(out / f"{name}.parquet", (folder / f"{name}.parquet").read_bytes())
    return counts


def _lines(folder: Path, name: str, columns: Columns) -> str:
    kinds = ", ".join(f"{one}: '{column.kind}'" for one, column in columns.items())
    path = quoted(folder / f"{name}.ndjson")
    return f"SELECT * FROM read_json({path}, format = 'newline_delimited', columns = {{{kinds}}})"  # noqa: S608 - our names


def _copy(out: Path, folder: Path, prefix: str) -> bool:
    """Put the tables of the set where the engine may read them; returns whether all are there."""
    found = True
    for name in TABLES:
        source = out / f"{name}.parquet"
        if source.is_file():
            target = folder / f"{prefix}{name}.parquet"
            try:
                os.link(source, target)
            except OSError:  # another disk, or a system without links
                target.write_bytes(source.read_bytes())
        else:
            found = False
    return found


def ask_set(out: Path, query: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
    """Return the rows of a query over the set in `out`; raises GatherError when there is none, or a broken one."""
    with engine() as (connection, folder):
        if not _copy(out, folder, ""):
            raise GatherError(
                f"ไม่มีชุดข้อมูลใน {out} รวบรวมก่อนด้วย prongsai gather ที่อยู่…",
                f"there is no data set in {out}: gather one first",
            )
        for name in TABLES:
            path = quoted(folder / f"{name}.parquet")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({path})")  # noqa: S608 - our names
        return connection.execute(query, parameters).fetchall()
