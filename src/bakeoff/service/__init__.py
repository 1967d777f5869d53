"""What a server keeps for its visitors: who they are, what is theirs, what they have started, and how much of it.

Nothing here knows how a page is drawn.
"""
