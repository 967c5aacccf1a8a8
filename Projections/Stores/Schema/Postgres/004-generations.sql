-- Who writes under another generation than the row's is refused: a partition that was folded anew takes nothing from folds before.
ALTER TABLE read_model_head ADD COLUMN generation bigint NOT NULL DEFAULT 0;
