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

-- name: DropProducts
DELETE FROM product_entry WHERE model = @model AND partition = @partition

-- name: MoveProducts
UPDATE product_entry SET model = @to WHERE model = @model AND partition = @partition

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

-- name: Facets
, judged AS (
  SELECT category, currency, price,
    available > 0 AND NOT is_discontinued AS in_stock,
    available < reorder_level AND NOT is_discontinued AS to_reorder,
    (@category = '' OR category = @category) AS of_category,
    price BETWEEN @price_from AND @price_to AS of_price,
    (NOT @only_in_stock OR available > 0 AND NOT is_discontinued)
      AND (NOT @only_to_reorder OR available < reorder_level AND NOT is_discontinued) AS of_stock
  FROM matching
  WHERE (@currency = '' OR currency = @currency) AND (@with_discontinued OR NOT is_discontinued)
)
SELECT 0 AS facet, '' AS label, 0 AS band, count(*) AS count FROM judged WHERE of_category AND of_price AND of_stock
UNION ALL SELECT * FROM (
  SELECT 1, category, 0, count(*) FROM judged WHERE of_price AND of_stock GROUP BY category ORDER BY 4 DESC, 2 LIMIT 50) AS by_category
UNION ALL SELECT * FROM (
  SELECT 2, currency, band, count(*) FROM (
    SELECT currency, CASE WHEN price < 1000 THEN 0 WHEN price < 2000 THEN 1 WHEN price < 5000 THEN 2 WHEN price < 10000 THEN 3
      WHEN price < 20000 THEN 4 WHEN price < 50000 THEN 5 WHEN price < 100000 THEN 6 WHEN price < 1000000 THEN 7 ELSE 8 END AS band
    FROM judged WHERE of_category AND of_stock) AS banded
  GROUP BY currency, band ORDER BY 2, 3 LIMIT 500) AS by_price
UNION ALL SELECT 3, '', 0, count(*) FROM judged WHERE of_category AND of_price AND in_stock
UNION ALL SELECT 4, '', 0, count(*) FROM judged WHERE of_category AND of_price AND NOT in_stock
UNION ALL SELECT 5, '', 0, count(*) FROM judged WHERE of_category AND of_price AND to_reorder
