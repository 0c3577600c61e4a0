"""What is alleged in the demonstration, how often, and how it ends: shares chosen to look like published figures."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of matter: its code now and before February 2020, how often it comes up, and how it tends to end.

    `public` and `internal` are weights within complaints and within conduct matters. `case_to_answer` is the share with
    a case to answer (Casey, October 2022: 33% of all, 20% of discrimination, 29% of sexual matters).
    """

    code: str
    legacy: str
    standard: str
    public: float
    internal: float
    case_to_answer: float
    text: str


KINDS: tuple[Kind, ...] = (
    Kind("A1", "S", "6", 22, 1, 0.10, "Nobody came back after the first call, and the log shows no further work."),
    Kind(
        "A2",
        "S",
        "6",
        10,
        0,
        0.08,
        "The decision to close the crime report was not explained to the person who made it.",
    ),
    Kind("A3", "S", "6", 8, 0, 0.08, "Updates that had been promised in writing were not given."),
    Kind("A4", "S", "6", 12, 2, 0.10, "The person waited far longer than they had been told, without a reason."),
    Kind("B1", "K", "2", 3, 0, 0.12, "The stop was not explained and no record of it was offered."),
    Kind(
        "B2", "L", "2", 4, 0, 0.12, "The search left the house in disorder and a phone is still missing from the list."
    ),
    Kind("B3", "E", "2", 5, 0, 0.12, "The arrest is said to have had no grounds, and the reason given changed."),
    Kind(
        "B4",
        "C",
        "4",
        9,
        6,
        0.22,
        "The person was taken to the ground and held there after they had stopped resisting.",
    ),
    Kind("B5", "M", "6", 4, 2, 0.20, "A request for medication in custody was noted and not acted on."),
    Kind(
        "D1", "X", "7", 1, 12, 0.55, "Police systems show searches on a person with whom there was no policing reason."
    ),
    Kind("D2", "X", "7", 2, 5, 0.45, "Details of an incident were passed to somebody outside the force."),
    Kind("E", "V", "6", 2, 6, 0.35, "The marked car was driven well above the limit with no call to answer."),
    Kind("F6", "F", "3", 3, 4, 0.20, "Words about the person’s race were used in front of colleagues."),
    Kind(
        "F8",
        "F",
        "3",
        1,
        4,
        0.20,
        "A colleague was passed over after saying that she was pregnant, with a remark about it.",
    ),
    Kind("G2", "H", "1", 0.3, 3, 0.45, "Messages to a person met through work became personal and continued."),
    Kind("G4", "H", "1", 0.2, 4, 0.45, "Overtime was claimed for hours on which the duty system shows none worked."),
    Kind("H1", "U", "2", 9, 3, 0.15, "The tone on the phone was dismissive and the call was ended early."),
    Kind("H3", "U", "2", 6, 6, 0.25, "Remarks were made about the person’s appearance while their account was taken."),
    Kind("H4", "Q", "2", 5, 2, 0.15, "Only one side was asked for an account before a view was formed."),
    Kind("H5", "D", "2", 2, 7, 0.30, "Junior colleagues describe being shouted at and threatened with transfer."),
    Kind("J1", "B", "9", 0.2, 2, 0.29, "A colleague reports being touched without consent at a social event."),
    Kind("J2", "Y", "2", 0.3, 6, 0.29, "Comments of a sexual kind were made to a probationer over several weeks."),
    Kind("K", "W", "9", 1, 20, 0.45, "Conduct off duty came to the notice of another force."),
    Kind("L", "W", "6", 1, 5, 0.25, "Instructions on the handling of exhibits were not followed."),
)
