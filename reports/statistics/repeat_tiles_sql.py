"""The SQL of the repeat-allegation dashboard, over `officer_case`: one row for each person in each case.

Bands of a rolling window need no count of every window: k cases lie within N months when the k-th case on from one of
them does. That takes one pass, where counting takes one for each window.
"""

PERSON = "SELECT officer_id, count(*) AS cases FROM officer_case GROUP BY officer_id"

IN_ORDER = """
    SELECT officer_id, dated_on, lag(dated_on) OVER turn AS previous_on, lead(dated_on) OVER turn AS second_on,
           lead(dated_on, 2) OVER turn AS third_on, lead(dated_on, 5) OVER turn AS sixth_on,
           (dated_on + interval '12 months')::date AS in_12, (dated_on + interval '24 months')::date AS in_24
    FROM officer_case WHERE dated_on IS NOT NULL
    WINDOW turn AS (PARTITION BY officer_id ORDER BY dated_on, case_id)
"""

NEARNESS = """
    SELECT officer_id,
           bool_or(second_on < in_12) AS two_in_12, bool_or(third_on < in_12) AS three_in_12,
           bool_or(sixth_on < in_12) AS six_in_12, bool_or(second_on < in_24) AS two_in_24,
           bool_or(third_on < in_24) AS three_in_24, bool_or(sixth_on < in_24) AS six_in_24
    FROM in_order WHERE second_on IS NOT NULL GROUP BY officer_id
"""

CASES_PER_PERSON = "SELECT cases AS key, count(*) AS count FROM person GROUP BY 1"

UNDATED = "SELECT count(*) AS count FROM officer_case WHERE dated_on IS NULL"

CLOSE_TOGETHER = """
    SELECT count(*) FILTER (WHERE two_in_12) AS two_in_12, count(*) FILTER (WHERE three_in_12) AS three_in_12,
           count(*) FILTER (WHERE six_in_12) AS six_in_12, count(*) FILTER (WHERE two_in_24) AS two_in_24,
           count(*) FILTER (WHERE three_in_24) AS three_in_24, count(*) FILTER (WHERE six_in_24) AS six_in_24
    FROM nearness
"""

BY_MONTH = """
    SELECT month, count(*) AS people, count(*) FILTER (WHERE is_again) AS again FROM (
        SELECT to_char(dated_on, 'YYYY-MM') AS month, officer_id,
               bool_or(dated_on < previous_on + interval '24 months') AS is_again
        FROM in_order
        WHERE dated_on >= date_trunc('month', (SELECT max(dated_on) FROM in_order)::timestamp) - %(trend)s::interval
        GROUP BY 1, 2
    ) AS person_in_month GROUP BY month ORDER BY month
"""

BY_UNIT = """
    SELECT heading AS key, count(*) AS people, count(*) FILTER (WHERE cases > 1) AS repeat_people, sum(cases) AS rows
    FROM (
        SELECT heading, officer_id, count(*) AS cases FROM officer_case
        LEFT JOIN unnest(%(units)s::bigint[], %(unit_headings)s::bigint[]) AS under (unit_id, heading) USING (unit_id)
        GROUP BY heading, officer_id
    ) AS person_at_unit GROUP BY heading ORDER BY 3 DESC, 2 DESC, 1
"""

BY_CATEGORY = """
    SELECT heading AS key, count(*) AS people, count(*) FILTER (WHERE first_case < last_case) AS repeat_people,
           sum(allegations) AS rows
    FROM (
        SELECT heading, officer_id, count(*) AS allegations, min(subject_id) AS first_case, max(subject_id) AS last_case
        FROM officer_case
        JOIN cases_allegationsubject pair USING (subject_id)
        JOIN cases_allegation allegation ON allegation.id = pair.allegation_id
        LEFT JOIN unnest(%(categories)s::bigint[], %(category_headings)s::bigint[])
            AS under (category_id, heading) USING (category_id)
        WHERE heading IS NOT NULL OR (category_id IS NULL AND %(counts_uncategorised)s)
        GROUP BY heading, officer_id
    ) AS person_in_category GROUP BY heading ORDER BY 3 DESC, 2 DESC, 1
"""

FLAGS_BY_AGE = """
    SELECT width_bucket(days, ARRAY[8, 29, 91]) AS key, count(*) AS people, sum(flags) AS flags FROM (
        SELECT officer_id, count(*) AS flags,
               %(today)s::date - min((fired_at AT TIME ZONE 'Europe/London')::date) AS days
        FROM open_flag WHERE officer_id IN (SELECT officer_id FROM person) GROUP BY officer_id
    ) AS oldest GROUP BY 1
"""

ENDINGS = """
    SELECT ending AS key, count(DISTINCT officer_id) AS people
    FROM officer_case
    JOIN person USING (officer_id)
    JOIN cases_allegationsubject pair USING (subject_id)
    JOIN cases_outcome outcome ON outcome.pair_id = pair.id AND outcome.superseded_at IS NULL
    JOIN unnest(%(outcomes)s::bigint[], %(endings)s::text[]) AS ended (value_id, ending) USING (value_id)
    WHERE person.cases > 1 GROUP BY 1
"""
