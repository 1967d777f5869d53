"""Things that a server stores for its visitors: identity, property, running work, and quotas.

Nothing here knows how a page is drawn.
"""
