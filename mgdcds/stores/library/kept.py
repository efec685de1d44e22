"""What is made of knowledge, kept in this process: the same entries always make the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Name, Made]):
    """The last few things made, by name. Safe to use from several threads.

    Whoever asks for something that is being made waits for it, and nobody else waits.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Name, Made] = OrderedDict()
        self._making: dict[Name, Lock] = {}
        self._lock = Lock()

    def find(self, name: Name) -> Made | None:
        """This method will find what was made under a name, or None."""
        with self._lock:
            if name not in self._made:
                return None
            self._made.move_to_end(name)
            return self._made[name]

    def get(self, name: Name, make: Callable[[], Made]) -> Made:
        """This method will answer what is kept under a name, made now if it is not there."""
        with self._lock:
            making = self._making.setdefault(name, Lock())
        try:
            with making:
                found = self.find(name)
                if found is None:
                    found = make()
                    self.keep(name, found)
                return found
        finally:
            with self._lock:
                self._making.pop(name, None)

    def keep(self, name: Name, made: Made) -> None:
        """This method will keep something, and let go of what was used longest ago."""
        with self._lock:
            self._made[name] = made
            self._made.move_to_end(name)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
