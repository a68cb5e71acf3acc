"""A run in GitHub Actions: the event and the inputs in; the log, annotations, summary, outputs and
a pull request's comment out."""

from ghblog.action.running import act

__all__ = ["act"]
