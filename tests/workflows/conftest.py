"""The stage of the action's tests, for whole workflows."""

from composite.conftest import machine, stage

__all__ = ["machine", "stage"]
