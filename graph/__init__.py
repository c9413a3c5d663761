"""The record, the graph made from it, the rules that judge it and the answers read from it."""
