"""What is served beside the pages: how it is set, guarded and told, apart from the routes themselves."""
