"""Films in texts: GitHub plays one whose bare address stands alone on a line."""

from __future__ import annotations

import re

from ghblog.sandbox.world import World

_LINK = re.compile(
    r'(?P<before><p>|<br>\n)<a href="(?P<url>[^"]*/user-attachments/assets/(?P<id>[0-9a-f-]{36}))"'
    r"[^>]*>(?P=url)</a>(?=</p>|<br>)"
)


def with_players(world: World, text: str, html: str) -> str:
    """A text's page with players in the place of the films' addresses.

    Args:
        text: the Markdown, where the address must stand as it is: `[address](address)` is a link.
        html: the text rendered and sanitised.
    """
    alone = {line.strip() for line in text.splitlines()}

    def played(match: re.Match[str]) -> str:
        made = world.attachments.get(match["id"])
        film = made is not None and made.content_type.startswith("video/")
        if not film or match["url"] not in alone:
            return match.group()
        return f'{match["before"]}<video src="{match["url"]}" controls muted></video>'

    return _LINK.sub(played, html)
