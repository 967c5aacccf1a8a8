-- Pages are read by category, one or several: an index without it cost each new item a third of its writing.
DROP INDEX read_model_item_newest;
