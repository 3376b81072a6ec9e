"""Example figures: invented by rule, in the wire shapes of CBS and the templates of UWV, and labelled `voorbeeld` throughout.

They take the same way as real figures, from a source to a page, so that the dashboard can be tried without a network.
"""
