"""How large a file may be, and how long and with how much memory it may be read: the one place for it."""

from __future__ import annotations

MAX_BYTES = 200 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 200
# As many as MEMORY holds: a cell takes 270 bytes while it is read, 300 with ten characters of its own, 420 with 25.
MAX_CELLS = 2_000_000
MAX_TEXT = 32_767  # characters of a cell or paragraph; a cell of Excel holds no more
MAX_TABLES = 500
MAX_PAGES = 2_000

SECONDS = 120  # of the processor, for one file and all that is made of it; it is given up after that
MEMORY = 768 * 1024 * 1024  # of a reader in a process of its own, where the system tells (Linux)
APART = 4 * 1024 * 1024  # unpacked bytes from which a file is read in a process of its own
