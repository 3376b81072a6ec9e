"""How the server is set and guarded, and the page that it serves: the ground below pages and routes."""
