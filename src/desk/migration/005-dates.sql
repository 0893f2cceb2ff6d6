-- A half's figures are found by their dates.
CREATE INDEX visit_visited ON visit (visited_on);
CREATE INDEX closure_closed ON closure (closed_on);
CREATE INDEX closure_consultation ON closure (consultation_id);
