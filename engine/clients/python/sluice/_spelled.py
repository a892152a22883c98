"""The base of the schema's enums."""

import enum
from typing import Type, TypeVar

E = TypeVar("E", bound="SpelledEnum")


class SpelledEnum(enum.Enum):
    """An enum of the schema: ``value`` is its number on the wire, ``spelling`` how it is written everywhere else."""

    spelling: str

    def __new__(cls: Type[E], value: int, spelling: str) -> E:
        self = object.__new__(cls)
        self._value_ = value
        self.spelling = spelling
        return self

    @classmethod
    def parse(cls: Type[E], spelling: str) -> E:
        """The value that is spelled so.

        Raises:
            ValueError: if none is.
        """
        for each in cls:
            if each.spelling == spelling:
                return each
        raise ValueError("%s: none is spelled %r" % (cls.__name__, spelling))

    def __str__(self) -> str:
        return self.spelling
