-- name: SaveProduct
INSERT INTO product_entry (
  model, sku, partition, position, name, category, currency, price, on_hand, available, reorder_level, is_discontinued, sku_words, name_words, category_words)
VALUES (
  @model, @sku, @partition, @position, @name, @category, @currency, @price, @on_hand, @available, @reorder_level, @is_discontinued,
  @sku_words, @name_words, @category_words)
ON CONFLICT (model, sku) DO UPDATE
SET partition = excluded.partition, position = excluded.position, name = excluded.name, category = excluded.category, currency = excluded.currency,
    price = excluded.price, on_hand = excluded.on_hand, available = excluded.available, reorder_level = excluded.reorder_level, is_discontinued = excluded.is_discontinued,
    sku_words = excluded.sku_words, name_words = excluded.name_words, category_words = excluded.category_words

-- name: ListProducts
SELECT sku FROM product_entry WHERE model = @model AND partition = @partition ORDER BY sku

-- name: FindProduct
SELECT 1 FROM product_entry
WHERE model = @model AND sku = @sku AND partition = @partition AND position = @position AND name = @name AND category = @category AND currency = @currency
  AND price = @price AND on_hand = @on_hand AND available = @available AND reorder_level = @reorder_level AND is_discontinued = @is_discontinued
  AND sku_words = @sku_words AND name_words = @name_words AND category_words = @category_words

-- name: CheckWords
-- Fails if the words are not those of the entries: of all versions and partitions at once.
INSERT INTO product_words (product_words, rank) VALUES ('integrity-check', 1)

-- name: MatchingWords
WITH matching AS MATERIALIZED (
  SELECT e.*, bm25(product_words, 10.0, 6.0, 1.0) AS relevance
  FROM product_words JOIN product_entry AS e ON e.id = product_words.rowid WHERE product_words MATCH @words AND e.model = @model
)

-- name: MatchingAll
WITH matching AS (SELECT *, 0.0 AS relevance FROM product_entry WHERE model = @model)

-- name: Page
SELECT sku, name, category, currency, price, on_hand, available, is_discontinued, reorder_level, rank, rank_text
FROM (
  SELECT *, CASE @sort WHEN 1 THEN relevance WHEN 2 THEN CAST(price AS real) WHEN 3 THEN -CAST(price AS real) ELSE 0.0 END AS rank,
    CASE @sort WHEN 4 THEN name_words ELSE '' END AS rank_text
  FROM matching
  WHERE (@category = '' OR category = @category)
    AND (@currency = '' OR currency = @currency)
    AND price BETWEEN @price_from AND @price_to
    AND (NOT @only_in_stock OR available > 0 AND NOT is_discontinued)
    AND (NOT @only_to_reorder OR available < reorder_level AND NOT is_discontinued)
    AND (@with_discontinued OR NOT is_discontinued)
) AS found
WHERE (rank, rank_text, sku) > (@after_rank, @after_text, @after_sku)
ORDER BY rank, rank_text, sku LIMIT @count
