"""Trying a rule on the force's own history before it is used: whom it would have flagged, and what came later."""
