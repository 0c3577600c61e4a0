"""The short lists that describe the people of a case (`codes.csv` beside this file)."""

from pathlib import Path

from cases.short_lists import ShortLists

NOT_KNOWN = "not-known"
CODES = ShortLists(Path(__file__).parent / "codes.csv")
