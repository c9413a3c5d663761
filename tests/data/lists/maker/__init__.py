"""Makes the corpus of small lists in the folder above, each with a quirk or two of real ones.

Run `python -m tests.data.lists.maker` to write them again; the same source gives the same bytes. What each
list says is written beside it in NAME.expected.yaml, by hand, from the list and not from any program.
"""
