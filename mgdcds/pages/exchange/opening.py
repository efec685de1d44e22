"""Opening what the command line is given: a file or what is piped in, plain or compressed."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from mgdcds.core.facts.problems import too_large
from mgdcds.core.facts.text_files import MOST_MEGABYTES
from mgdcds.core.values.problems import Place
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
    data = piped.read(_MOST) if name == STANDARD_INPUT else _load_file(name)
    if data.startswith(_GZIP):
        data = _unpack(data, document)
    if len(data) >= _MOST:
        raise UnableToOpen([too_large(Place(document), megabytes=MOST_MEGABYTES)])
    return data, document


def _load_file(name: str) -> bytes:
    try:
        with open(name, "rb") as file:
            return file.read(_MOST)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnableToOpen([problems.no_such_file(name)]) from error
    except IsADirectoryError as error:
        raise UnableToOpen([problems.is_a_folder(name)]) from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UnableToOpen([problems.not_readable(name, why=(why or "unknown").lower())]) from error


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
