"""Decimals: DECIMAL(18,8), on the wire an int64 scaled by 10^8 (SPEC W-1)."""

from decimal import Decimal
from typing import Any

LIMIT = 999_999_999_999_999_999
SCALE = 8


def to_e8(value: Any) -> int:
    """A decimal as the wire has it, scaled by 10^8.

    Args:
        value: a Decimal, an int, or text such as ``"0.5"``. No float: it is not what it shows.

    Raises:
        ValueError: if it has more than 8 decimals, or is 10^10 or more.
    """
    if isinstance(value, float):
        raise ValueError("a float is not exact: give a Decimal, an int or text")
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, str)):
        raise ValueError("%r is no decimal" % (value,))
    try:
        number = value if isinstance(value, Decimal) else Decimal(value)
    except ArithmeticError:
        raise ValueError("%r is no decimal" % (value,)) from None
    if not number.is_finite():
        raise ValueError("%s is no number" % number)
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if len(digits) + exponent > 10 and any(digits):
        raise ValueError("%s is 10^10 or more" % number)
    shift = exponent + SCALE
    whole = int("".join(map(str, digits)) or "0")
    if shift >= 0:
        scaled = whole * 10**shift if whole else 0
    else:
        scaled, rest = divmod(whole, 10**min(-shift, len(digits) + 1))
        if rest:
            raise ValueError("%s has more than %d decimals" % (number, SCALE))
    if scaled > LIMIT:
        raise ValueError("%s is 10^10 or more" % number)
    return -scaled if sign else scaled


def from_e8(scaled: int) -> Decimal:
    """A decimal of the wire, with as few decimals as it takes; exact whatever the context of the caller is."""
    digits, exponent = abs(scaled), -SCALE
    while exponent < 0 and digits % 10 == 0:
        digits //= 10
        exponent += 1
    return Decimal((1 if scaled < 0 else 0, tuple(map(int, str(digits))), exponent))
