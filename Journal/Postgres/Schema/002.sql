-- What autovacuum learns of events helps no plan: each statement has an index of its own. By default it sorts thirty thousand values of every column of
-- every partition's table each time that has grown by a tenth.
SELECT 1;
