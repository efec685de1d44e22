"""Opening what the command line is given: a file or what is piped in, plain or compressed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import BinaryIO

from mgdcds.core.facts.problems import too_large
from mgdcds.core.facts.text_files import MOST_MEGABYTES
from mgdcds.core.values.problems import Place, Problem
from mgdcds.pages.exchange import problems
from mgdcds.pages.exchange.problems import UnableToOpen

STANDARD_INPUT = "-"
#: One byte more than is read, so that a file that is too large is seen to be so.
_MOST = MOST_MEGABYTES * 1_000_000 + 1
_GZIP = b"\x1f\x8b"
_AS_GZIP = 31


def load_input(name: str, *, piped: BinaryIO) -> tuple[bytes, str]:
    """This function will read a file, or `piped` when its name is '-', and name the document.

    A file compressed with gzip is unpacked. Raises UnableToOpen when nothing can be read, or
    when it is larger than any patient needs.
    """
    document = "standard input" if name == STANDARD_INPUT else name
    if name == STANDARD_INPUT:
        data = piped.read(_MOST)
    else:
        with opened(name) as file:
            data = file.read(_MOST)
    if data.startswith(_GZIP):
        data = _unpack(data, document)
    if len(data) >= _MOST:
        raise UnableToOpen([too_large(Place(document), megabytes=MOST_MEGABYTES)])
    return data, document


@contextmanager
def opened(name: str) -> Iterator[BufferedReader]:
    """This function will open a file to read its bytes. Raises UnableToOpen with the cure."""
    try:
        file = open(name, "rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:
        raise UnableToOpen([_refusal(name, error)]) from error
    with file:
        try:
            yield file
        except OSError as error:
            raise UnableToOpen([_refusal(name, error)]) from error


def is_gzip(file: BufferedReader) -> bool:
    """This function will tell whether an open file is compressed, without reading on."""
    return file.peek(len(_GZIP)).startswith(_GZIP)


def _refusal(name: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return problems.no_such_file(name)
    if isinstance(error, IsADirectoryError):
        return problems.is_a_folder(name)
    why = error.strerror if isinstance(error, OSError) else str(error)
    return problems.not_readable(name, why=(why or "unknown").lower())


def _unpack(data: bytes, document: str) -> bytes:
    """Never more than is read: a small file may unpack to anything."""
    unpacking = zlib.decompressobj(_AS_GZIP)
    try:
        unpacked = unpacking.decompress(data, _MOST)
    except zlib.error as error:
        raise UnableToOpen([problems.broken_gzip(document)]) from error
    if not unpacking.eof and len(unpacked) < _MOST:
        raise UnableToOpen([problems.broken_gzip(document)])
    return unpacked
