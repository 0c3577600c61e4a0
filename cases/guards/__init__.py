"""What must be true before a case may move, by topic. A guard answers with the reason why not, or with nothing."""
