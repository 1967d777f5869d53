"""Lessons that check themselves: a task with a goal, all of it in a link, and where a learner stands with it.

A goal is made of declared records alone; nothing of it is ever evaluated as code. What is measured is read from what
the server has stored of a learner's lab, race or study.
"""
