"""What can be odd about rows of a case history. All of them are kept unless the name says rejected."""

from misconduct.imports.issues import Kind

CLOSED_BEFORE_RECEIVED = Kind("closed_before_received_cases", "The case is closed before it was received.")
INCIDENT_AFTER_RECEIVED = Kind("incident_after_received_cases", "The incident is dated after the case was received.")
INCIDENT_BEFORE_1960 = Kind("incident_before_1960_cases", "The incident is dated before 1960.")
CLOSED_BLANK = Kind("closed_blank_cases", "No closing date is given: the case counts as open.")
CASE_DATES_DIFFER = Kind(
    "case_dates_differ_cases", "Rows of one case give different dates. The case has the earliest and the latest."
)
RECEIVED_NOT_EXACT = Kind("received_date_not_exact", "The source knows the date received only roughly.")
BLANK_OFFICER = Kind("blank_officer_ref", "No officer is named. The subject was recorded as not yet identified.")
NUMERIC_SANCTION = Kind("numeric_sanction_codes_rows", "The sanction is a bare code number.")
LABEL_WITHOUT_CODE = Kind("category_label_without_code", "A category has a label but no code. Its words were kept.")
CODE_NOT_IN_TABLE = Kind("codes_not_in_code_table", "The category code has no group: the source's own table lacks it.")
CATEGORY_TEXT = Kind("distinct_raw_category_text", "A category code with other words than the first time it was met.")
SANCTION_SPELLINGS = Kind("sanction_raw_values", "A sanction that differs from another in capitals only.")
OFFICER_NOT_ON_ROSTER = Kind(
    "officer_not_on_roster", "The officer is not on the roster. A record with just the number was created."
)
FINDING_NOT_IN_LIST = Kind(
    "finding_not_in_code_list", "The finding is not in the code list. It was added, and counts as not decided."
)
KEPT_AS_CHANGED_HERE = Kind(
    "changed_here_kept", "Somebody changed this here since it was imported. What they recorded was kept."
)
HAS_SUBJECTS = Kind("case_has_subjects", "The case is held with subjects, though this file says it has none.")

REFERENCE_TAKEN = Kind("case_reference_taken", "A case logged here already has this reference.")
CASE_CHANGED = Kind("case_of_allegation_differs", "This allegation is held under another case.")
OFFICER_CHANGED = Kind(
    "officer_of_allegation_differs", "This allegation is held against somebody else. Correct it on the case page."
)
UNITS_DIFFER = Kind("unit_at_time_differs", "Rows of one case and officer give different units. The first was taken.")
