from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from misconduct.accounts.navigation import navigation
from misconduct.accounts.roles import Permission, RoleName

_SEARCHERS = (Permission.CASE_VIEW, Permission.OFFICER_VIEW)


def shell(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page shows: the force, and for a signed-in person the navigation and the search box.

    Error pages are drawn for requests that never met the sign-in, so `user` may be missing.
    """
    frame: dict[str, object] = {"force_name": settings.FORCE_NAME}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    return frame | {
        "navigation": navigation(RoleName(user.role), request.path),
        "search_available": _has_search() and any(user.has(permission) for permission in _SEARCHERS),
        "printed_by": f"{user.get_full_name()}, {user.role_label.lower()}",
    }


def _has_search() -> bool:
    try:
        return bool(reverse("search"))
    except NoReverseMatch:
        return False
