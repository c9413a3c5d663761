"""Draws what graph returns, as pictures and pages."""
