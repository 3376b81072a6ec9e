"""Tests: worked examples with round numbers, on real databases and real HTTP servers; nothing of our own is replaced."""
