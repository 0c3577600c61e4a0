"""What can be said about a row: a warning with a name, or the reason why it was not taken."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One named warning or reason. `meaning` is shown beside its count."""

    code: str
    meaning: str


@dataclass(frozen=True)
class Issue:
    """One finding on one row. Without a message of its own, the meaning of its kind says it all."""

    kind: Kind
    column: str = ""
    detail: str = ""

    @property
    def message(self) -> str:
        return self.detail or self.kind.meaning


class BadCell(ValueError):  # noqa: N818 - named for what is wrong, as every exception here
    """A value that cannot be taken. Its message says what to put instead."""


# The file as a whole
HEADER_TIDIED = Kind("header_tidied", "A column heading had spaces round it or other capitals. It was read as meant.")
UNKNOWN_COLUMN = Kind("unknown_column", "A column that this import does not know. Its cells were not read.")
BLANK_LINE = Kind("blank_line", "An empty line. It holds no row.")

# Cells
SPACES_TRIMMED = Kind("spaces_trimmed", "Spaces round a value were taken off.")
CAPITALS_DIFFER = Kind("capitals_differ", "A value was matched to one that differs in capitals only.")
ERROR_CELL = Kind("spreadsheet_error_cell", "A spreadsheet error such as #N/A stood in the cell. It was read as blank.")
GUARD_REMOVED = Kind("formula_guard_removed", "The ' that stops a spreadsheet running a formula was taken off.")
FUTURE_DATE = Kind("date_in_future", "A date after today. It was kept.")

# Rows
REPEATED_ROW = Kind("repeated_row", "The same reference stands twice with the same content. It was taken once.")
CONFLICTING_ROW = Kind("conflicting_row", "The same reference stands twice with different content.")
WRONG_NUMBER_OF_CELLS = Kind("wrong_number_of_cells", "The row has more or fewer cells than the header.")
BROKEN_QUOTES = Kind("broken_quotes", "The quotation marks of this row do not match.")
NUL_CHARACTER = Kind("nul_character", "The row holds a NUL character, which no text can.")
BLANK_CELL = Kind("blank_cell", "A cell that must be filled is blank.")
BAD_VALUE = Kind("bad_value", "A value cannot be taken.")
