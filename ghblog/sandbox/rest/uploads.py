"""The host for uploads, here below `/api/uploads`: attachments. There is no list and no delete."""

from __future__ import annotations

from ghblog.sandbox.attachments import attach
from ghblog.sandbox.rest.call import Answer, Call


def create_asset(call: Call) -> Answer:
    """POST /user-attachments/assets?name=…&content_type=…&repository_id=…, the bytes as they are.

    The same bytes twice are two attachments.
    """
    made = attach(call.viewer, call.world, call.query, call.content_type, call.data)
    return Answer({"url": f"{call.world.url}/user-attachments/assets/{made.id}"}, 201)
