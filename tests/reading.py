"""Sending a form as somebody who has just opened its page."""

from collections.abc import Mapping
from typing import Any

from django.test import Client


def send_as_read(client: Client, address: str, answers: Mapping[str, Any]) -> Any:
    """Opens the page of a form that writes over what it shows, and sends the answers."""
    return client.post(address, {**answers, "read": client.get(address).context["read"]})
