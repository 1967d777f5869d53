"""The host's view: sessions, jobs, announcements, and probes of the server."""
