"""Words that names of bodies end with, wherever a text is held against what a body looks like, not against the register."""

OFFICES = "局|委|委员会|办|办公室|厅|支队|大队|政府"  # alternatives of a pattern; each place adds what it meets besides
