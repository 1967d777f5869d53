"""What a server keeps for its visitors."""
