"""Tests reach nothing but this computer."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import pytest


class NetworkIsBlocked(Exception):
    """A test tried to reach another computer."""


def block(monkeypatch: pytest.MonkeyPatch) -> None:
    """This function will let sockets connect to this computer only, and look up no other name."""
    for name in ("connect", "connect_ex"):
        allowed = getattr(socket.socket, name)
        monkeypatch.setattr(socket.socket, name, _guarded(allowed))
    look_up = socket.getaddrinfo

    def look_up_here(host: Any, *rest: Any, **more: Any) -> Any:
        if host is not None and not _is_here(host):
            raise NetworkIsBlocked(f"A test looked up '{host}'. Tests reach this computer only.")
        return look_up(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


def _guarded(allowed: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise NetworkIsBlocked(
                f"A test connected to '{address[0]}'. Tests reach this computer only."
            )
        return allowed(self, address)

    return connect


def _is_here(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
