"""Optional parts: each needs an extra of the package to be installed, and nothing else depends on it."""
