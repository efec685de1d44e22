"""Tests reach this computer and no other."""

from __future__ import annotations

import socket

import pytest

from tests.network import NetworkIsBlocked


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_another_computer_is_out_of_reach(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        with pytest.raises(NetworkIsBlocked, match=f"A test connected to '{host}'"):
            door.connect((host, 80))
        with pytest.raises(NetworkIsBlocked, match="Tests reach this computer only"):
            door.connect_ex((host, 80))


@pytest.mark.parametrize("name", ["example.org", b"example.org"])
def test_no_name_is_looked_up(name):
    with pytest.raises(NetworkIsBlocked, match="A test looked up"):
        socket.getaddrinfo(name, 80)


def test_this_computer_is_within_reach():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as door:
        door.connect(server.getsockname())

        assert socket.getaddrinfo("localhost", 80)
        assert door.getpeername() == server.getsockname()
