"""One module a kind of sheet: rows in, statements out."""
