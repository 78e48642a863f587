"""Transom: the open front counter of a city's development-services department."""

__version__ = "0.1.0"
