"""What a run over many files costs, and what it survives."""
