"""Article → Findings: what one article states, found without looking at any other.

Each concept has a module with one public `find_…` function. They take the parse and what was found before them, and
return tuples in text order.
"""
