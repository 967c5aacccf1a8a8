-- Nothing to change: SQLite gathers no statistics of its own accord.
SELECT 1;
