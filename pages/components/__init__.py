"""What pages draw with: the address, words and numbers in Dutch, cards, charts, tables, downloads and source notes."""
