"""The short lists of periods (`codes.csv` beside this file): ranks that may authorise a suspension, and pay."""

from pathlib import Path

from cases.short_lists import ShortLists

CODES = ShortLists(Path(__file__).parent / "codes.csv")
