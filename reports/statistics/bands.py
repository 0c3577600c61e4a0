"""Casey's bands of cases per person: how a page, a link and a query name them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """A range of cases; `slug` stands in addresses, and `most` is open where it is None."""

    slug: str
    label: str
    least: int
    most: int | None


BANDS = (
    Band("2", "2 cases", 2, 2),
    Band("3-5", "3 to 5 cases", 3, 5),
    Band("6+", "6 or more cases", 6, None),
)
REPEAT = Band("2+", "2 or more cases", 2, None)
EVERYONE = Band("1+", "1 or more cases", 1, None)
CHOICES = (REPEAT, *BANDS, Band("1", "1 case", 1, 1), EVERYONE)


def band(slug: str) -> Band:
    """The band of that slug; two or more cases where there is none."""
    return next((one for one in CHOICES if one.slug == slug), REPEAT)
