"""How wide the columns of each table are, as shares of the whole."""

from __future__ import annotations

SHARES: dict[str, tuple[float, ...]] = {
    "proactive": (34, 22, 22, 22), "requests": (7, 10, 27, 8, 8, 8, 9, 9, 7, 7), "disputes": (1,) * 15, "statistics": (64, 12, 24),
}  # fmt: skip


def shares(name: str, columns: int, given: tuple[float, ...] = ()) -> tuple[float, ...]:
    """The share of each column; a column that the form does not have is as wide as the last."""
    own = given or SHARES[name]
    return (*own, *own[-1:] * (columns - len(own)))[:columns]
