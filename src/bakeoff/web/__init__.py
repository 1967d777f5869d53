"""The shell of all pages and what several of them draw: server, routes, widgets, components."""
