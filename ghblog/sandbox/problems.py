"""How the sandbox says no: one exception, which REST and GraphQL put in their own words."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a request is refused; the value is GraphQL's error type."""

    NOT_FOUND = "NOT_FOUND"
    FORBIDDEN = "FORBIDDEN"
    UNPROCESSABLE = "UNPROCESSABLE"
    STALE_DATA = "STALE_DATA"
    ARCHIVED = "ARCHIVED"
    GONE = "GONE"
    CONFLICT = "CONFLICT"
    PAGINATION = "MISSING_PAGINATION_BOUNDARIES"
    EXCESSIVE = "EXCESSIVE_PAGINATION"
    BAD_REQUEST = "BAD_REQUEST"
    UNAUTHORIZED = "UNAUTHORIZED"
    UNSUPPORTED = "UNSUPPORTED"
    UNFURNISHED = "UNFURNISHED"

    @property
    def status(self) -> int:
        """The HTTP status that REST answers."""
        return _STATUS[self]

    @property
    def graphql(self) -> str:
        """The `type` of a GraphQL error."""
        return _GRAPHQL.get(self, self.value)


_STATUS = {
    Reason.NOT_FOUND: 404,
    Reason.FORBIDDEN: 403,
    Reason.UNPROCESSABLE: 422,
    Reason.STALE_DATA: 409,
    Reason.ARCHIVED: 403,
    Reason.GONE: 410,
    Reason.CONFLICT: 409,
    Reason.PAGINATION: 422,
    Reason.EXCESSIVE: 422,
    Reason.BAD_REQUEST: 400,
    Reason.UNAUTHORIZED: 401,
    Reason.UNSUPPORTED: 415,
    Reason.UNFURNISHED: 501,
}
_GRAPHQL = {
    Reason.ARCHIVED: "UNPROCESSABLE",
    Reason.GONE: "UNPROCESSABLE",
    Reason.CONFLICT: "UNPROCESSABLE",
}


class RefusedError(Exception):
    """A request that GitHub would not carry out.

    Attributes:
        field, resource, code: for REST's validation errors, as in `{"field": "body"}`.
    """

    def __init__(
        self, reason: Reason, message: str, *, resource: str = "", field: str = "", code: str = ""
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.resource = resource
        self.field = field
        self.code = code or "custom"


def not_found(message: str = "Not Found") -> RefusedError:
    """There is no such thing, or not for this viewer."""
    return RefusedError(Reason.NOT_FOUND, message)


def invalid(message: str, *, resource: str = "", field: str = "", code: str = "") -> RefusedError:
    """The request is understood and makes no sense."""
    return RefusedError(Reason.UNPROCESSABLE, message, resource=resource, field=field, code=code)
