"""Findings of all articles → Record: what the coverage as a whole says."""
