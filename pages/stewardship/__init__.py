"""Stewardship: who is there, what they may do, and each thing that they can do as one guarded, recorded action."""
