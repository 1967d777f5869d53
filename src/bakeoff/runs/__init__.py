"""The races and studies that visitors have started on this server."""
