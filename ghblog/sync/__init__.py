"""Ledger and plan, pure; apply, whose effects go only through the ports."""
