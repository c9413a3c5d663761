"""Thin doors to the same functions, the command line and HTTP."""
