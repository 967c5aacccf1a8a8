-- Views over everybody save many items of a page at once, and each needs room in it for its new version: elsewhere it costs an entry in both indexes.
ALTER TABLE read_model_item SET (fillfactor = 60);
