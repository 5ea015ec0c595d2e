"""What protects this vault, measured: checks, their facts, and reports that hold no content."""
