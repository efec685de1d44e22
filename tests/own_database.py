"""A copy of the test database in which a test may really commit.

Ordinary tests roll back and never flush. A test of two connections at once needs
commits, so it gets a copy that is thrown away: of the file on SQLite, and of the
whole database (as a template) on PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """This function will point the default connection, in every thread, to a copy."""
    copied = _copied_sqlite if connections["default"].vendor == "sqlite" else _copied_postgresql
    with copied(folder):
        yield


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """This function will do things at the same time, each on a connection of its own.

    The answers come in order; what a deed raised is its answer.
    """
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(_done, deeds))


def _done(deed: Callable[[], Any]) -> Any:
    try:
        return deed()
    except Exception as raised:
        return raised
    finally:
        connections.close_all()


@contextmanager
def _copied_sqlite(folder: Path) -> Iterator[None]:
    connection = connections["default"]
    connection.ensure_connection()
    kept, name = connection.connection, connection.settings_dict["NAME"]
    path = folder / "own.sqlite3"
    copy = sqlite3.connect(path)
    kept.backup(copy)
    copy.close()
    connection.connection = None
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = kept


@contextmanager
def _copied_postgresql(folder: Path) -> Iterator[None]:
    connection = connections["default"]
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_own" TEMPLATE "{name}"')
    connection.settings_dict["NAME"] = f"{name}_own"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}_own" WITH (FORCE)')
