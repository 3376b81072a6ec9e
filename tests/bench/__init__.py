"""Measurements, each as a ratio against a yardstick in the same run: `make bench`."""
