"""Logging a case: one question a page, each answer kept in a draft at once."""
