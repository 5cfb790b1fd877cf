"""The version of this package; it is part of every record and of every cache key."""

__version__ = "0.1.0"
