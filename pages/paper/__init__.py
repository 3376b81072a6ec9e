"""What goes on paper: the briefing for wethouders and councils, as a PDF made on the server."""
