"""The account pages, by what somebody comes to do."""
