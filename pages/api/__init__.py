"""What the routes answer: figures and the programme as files, the alerts as a feed, the briefing on paper."""
