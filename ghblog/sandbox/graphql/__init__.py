"""The GraphQL side of the sandbox: graphql-core over GitHub's own schema."""

from ghblog.sandbox.graphql.engine import execute

__all__ = ["execute"]
