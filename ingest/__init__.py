"""Reads lists as offices send them and turns each cell into statements with their address."""
