"""LTI 1.3: learning platforms such as Moodle and Canvas open lessons here and get the scores, without accounts."""
