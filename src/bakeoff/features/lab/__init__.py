"""The page of the network lab, and the labs of a server."""
