"""The indicators themselves, a file for each topic."""
