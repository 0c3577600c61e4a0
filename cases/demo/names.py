"""Words that invented people, places and matters are put together from."""

from pathlib import Path

_WORDS = Path(__file__).with_name("words")


def _words(name: str) -> list[str]:
    return (_WORDS / f"{name}.txt").read_text(encoding="utf-8").split()


FORENAMES = {"Male": _words("forenames_male"), "Female": _words("forenames_female")}
SURNAMES = _words("surnames")

ETHNICITIES = (
    ("White British", 0.885),
    ("White other", 0.02),
    ("Asian", 0.035),
    ("Black", 0.018),
    ("Mixed", 0.022),
    ("Other", 0.005),
    ("", 0.015),
)

AREAS = ("North Vale", "South Vale", "Harbour", "Hill Country", "City")
STATIONS = ("Response", "Neighbourhoods", "Investigations", "Custody", "Public Protection")
COMMANDS = (
    "Roads Policing",
    "Firearms Support",
    "Dog Section",
    "Contact Centre",
    "Major Crime",
    "Intelligence",
    "Training School",
    "Criminal Justice",
    "Professional Standards",
)
PLACES = (
    "Aldermoor High Street",
    "Harbour Lane car park",
    "Coldwell custody suite",
    "Vale Retail Park",
    "St Brannoc’s Hospital",
    "Mill Road",
    "Fenbridge railway station",
    "the training school",
    "a private address",
    "the contact centre",
    "Thornycroft Crescent",
    "the ring road at Saxelby",
)
