"""Reading what the rules look at: each file reads one part of the histories of a batch of people, in fixed queries."""
