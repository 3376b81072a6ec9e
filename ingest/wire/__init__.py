"""How each source is spoken with over the line: its addresses, its answers, and the faults that pass."""
