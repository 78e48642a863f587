"""Slips of thought: rules that are well written and can do nothing, said as warnings when a whole folder is read."""
