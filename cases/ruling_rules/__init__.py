"""The law on forum, findings, outcomes and warnings as pure functions over plain facts. Numbers and tables are CSV."""
