"""Questions that learners ask, each with what answers it."""
