-- What stands before the first name is nobody's.

-- name: zeroth
SELECT 0

-- name: first

SELECT 1
FROM one -- name it

-- name: empty
