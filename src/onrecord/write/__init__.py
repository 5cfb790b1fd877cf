"""Record → files and terminal: JSON and its schema, CSV, one HTML file, and the views of the commands."""
