"""What fuzzing starts with."""
