"""Attaching pictures and films, as the web editor does."""

from __future__ import annotations

from ghblog.errors import AnswerLostError, AttachmentRefusedError, GitHubError
from ghblog.github.attachments import fits, unreachable, why_not
from ghblog.github.calls import Call, Repeat
from ghblog.github.comments import Comments

PATH = "/user-attachments/assets"


class Uploads(Comments):
    """Uploads. Nothing on GitHub lists or deletes them, so none is repeated on suspicion."""

    def attachments(self) -> str:
        """Why pictures cannot be attached here; empty: they can, as far as anybody can tell
        without trying. Sends nothing."""
        return why_not(self._transport.place)

    def upload(self, name: str, mime: str, data: bytes) -> str:
        """Attach a picture or film; its URL. See `model.GitHub.upload`.

        One request more, before it, if nobody has called `read()` yet.
        """
        place = self._transport.place
        if not place.uploads:
            raise AttachmentRefusedError(
                self.attachments(),
                all_of_them=True,
                hint='keep the pictures in the branch: `pictures.store = "branch"`',
            )
        call = Call(
            "POST",
            PATH,
            f"upload “{name}”",
            data=data,
            parameters={
                "name": name,
                "content_type": mime,
                "repository_id": str(self._repository_id()),
            },
            repeat=Repeat.IF_REFUSED,
            right="Contents: write",
            writes=True,
            fits=fits(place),
        )
        try:
            return str(self._transport.send(call).data["url"])
        except AnswerLostError as error:
            raise AnswerLostError(
                error.message,
                hint="run the command again: it uploads the file anew; at worst GitHub keeps a "
                "copy that nothing shows",
            ) from error
        except GitHubError as error:
            if type(error) is not GitHubError:
                raise
            raise unreachable(error) from error
