-- name: SaveProducts
INSERT INTO product_entry (model, sku, partition, position, name, category, currency, price, on_hand, available, reorder_level, is_discontinued, name_words,
  words)
SELECT @model, u.sku, @partition, u.position, u.name, u.category, u.currency, u.price, u.on_hand, u.available, u.reorder_level, u.is_discontinued, u.name_words,
  u.words::tsvector
FROM unnest(@skus, @positions, @names, @categories, @currencies, @prices, @on_hands, @availables, @reorder_levels, @discontinued, @name_words, @words)
  AS u (sku, position, name, category, currency, price, on_hand, available, reorder_level, is_discontinued, name_words, words)
ORDER BY u.sku COLLATE "C"
ON CONFLICT (model, sku) DO UPDATE
SET partition = excluded.partition, position = excluded.position, name = excluded.name, category = excluded.category, currency = excluded.currency,
    price = excluded.price, on_hand = excluded.on_hand, available = excluded.available, reorder_level = excluded.reorder_level, is_discontinued = excluded.is_discontinued,
    name_words = excluded.name_words, words = excluded.words

-- name: DropProducts
DELETE FROM product_entry WHERE model = @model AND partition = @partition

-- name: MoveProducts
UPDATE product_entry SET model = @to WHERE model = @model AND partition = @partition

-- name: CompareProducts
SELECT coalesce(u.sku, e.sku), e.sku IS NULL, u.sku IS NULL
FROM unnest(@skus, @positions, @names, @categories, @currencies, @prices, @on_hands, @availables, @reorder_levels, @discontinued, @name_words, @words)
  AS u (sku, position, name, category, currency, price, on_hand, available, reorder_level, is_discontinued, name_words, words)
FULL JOIN (SELECT * FROM product_entry WHERE model = @model AND partition = @partition) AS e ON e.sku = u.sku COLLATE "C"
WHERE (e.sku, e.position, e.name, e.category, e.currency, e.price, e.on_hand, e.available, e.reorder_level, e.is_discontinued, e.name_words, e.words)
  IS DISTINCT FROM (u.sku, u.position, u.name, u.category, u.currency, u.price, u.on_hand, u.available, u.reorder_level, u.is_discontinued, u.name_words,
  u.words::tsvector)
ORDER BY 1

-- name: MatchingWords
WITH matching AS (
  SELECT *, -ts_rank('{0.1, 0.3, 0.6, 1.0}', words, @words::tsquery, 1)::float8 AS relevance
  FROM product_entry WHERE model = @model AND words @@ @words::tsquery
)

-- name: MatchingAll
WITH matching AS (SELECT *, 0::float8 AS relevance FROM product_entry WHERE model = @model)

-- name: Page
SELECT sku, name, category, currency, price, on_hand, available, is_discontinued, reorder_level, rank, rank_text
FROM (
  SELECT *, CASE @sort WHEN 1 THEN relevance WHEN 2 THEN price::float8 WHEN 3 THEN -price::float8 ELSE 0::float8 END AS rank,
    CASE @sort WHEN 4 THEN name_words ELSE '' END COLLATE "C" AS rank_text
  FROM matching
  WHERE (@category = '' OR category = @category)
    AND (@currency = '' OR currency = @currency)
    AND price BETWEEN @price_from AND @price_to
    AND (NOT @only_in_stock OR available > 0 AND NOT is_discontinued)
    AND (NOT @only_to_reorder OR available < reorder_level AND NOT is_discontinued)
    AND (@with_discontinued OR NOT is_discontinued)
) AS found
WHERE (rank, rank_text, sku) > (@after_rank, @after_text COLLATE "C", @after_sku COLLATE "C")
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
