"""Article → Findings: what one article states, found without looking at any other."""
