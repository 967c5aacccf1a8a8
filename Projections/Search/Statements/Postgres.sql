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
