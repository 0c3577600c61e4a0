"""Who brought a matter, from the kind of record it began as, how it came in and what its factors say."""

from collections.abc import Collection

from cases.flags.facts.behaviours import family
from cases.flags.rules.history import Category, Source
from cases.stages import RecordType

_PUBLIC_TYPES = frozenset({RecordType.COMPLAINT_OUTSIDE, RecordType.COMPLAINT_INSIDE})
_INTERNAL_TYPES = frozenset(RecordType) - _PUBLIC_TYPES - {RecordType.HISTORIC, RecordType.DEATH_OR_SERIOUS_INJURY}
_CONFIDENTIAL_CHANNELS = frozenset({"confidential-line", "counter-corruption"})


def source_of(record_type: str, channel: str | None, families: Collection[Category]) -> Source:
    """`record_type` is the one that the case began as."""
    if channel in _CONFIDENTIAL_CHANNELS or family("confidential") in families:
        return Source.CONFIDENTIAL
    if record_type in _PUBLIC_TYPES:
        return Source.PUBLIC
    return Source.INTERNAL if record_type in _INTERNAL_TYPES else Source.UNKNOWN
