"""Studies: the same contenders fitted again and again, to tell a real difference from luck."""
