"""Parts of every chapter: its steps, planes, waiting, and the network that visitors take along."""
