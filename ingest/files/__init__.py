"""Files that people add: from bytes to sheets of cells, to rows, to values, each of them checked."""
