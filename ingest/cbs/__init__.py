"""CBS: how a table is declared, fitted to what CBS publishes now, taken and read."""
