"""The network lab’s page: what one visitor has set and sees, and all that is drawn of it."""
