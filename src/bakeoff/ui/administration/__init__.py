"""What goes on at the server, for whoever runs it."""
