"""A gateway for trying things out: its own process with its own books, no real cards, faults on demand."""
