"""Views of a record in the office, by what staff come to do."""
