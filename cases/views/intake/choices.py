"""The kinds of record that are logged by hand, and what tells them apart."""

LOGGED_BY_HAND = ("PC-O", "PC-S", "CM", "RCM", "DSI", "RPRP", "UPP", "VET", "REG13")

RECORD_TYPE_HINTS = {
    "PC-O": "Somebody is dissatisfied and it can be put right without formal recording.",
    "PC-S": "It must be recorded: the person asks for it, or it may be criminal or disciplinary.",
    "CM": "From inside the force: a report, a line manager, an audit or counter-corruption.",
    "RCM": "Conduct that must be recorded, such as serious corruption or a serious assault.",
    "DSI": "Somebody died or was seriously hurt during or after contact with the police.",
}
