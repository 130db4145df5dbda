"""Frozen types and nothing else: no I/O, no heavy import."""
