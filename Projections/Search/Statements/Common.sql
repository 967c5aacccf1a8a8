-- name: DropProducts
DELETE FROM product_entry WHERE model = @model AND partition = @partition

-- name: MoveProducts
UPDATE product_entry SET model = @to WHERE model = @model AND partition = @partition

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
