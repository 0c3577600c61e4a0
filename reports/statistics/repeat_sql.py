"""The SQL of `statistics repeat`. `matter` is every subject in sight, `allegation` every allegation against one.

A window of N months from a day ends before the same day of the month N months on, or that month's last day.
"""

ALLEGATION = """
    SELECT matter.subject_id, matter.officer_id, matter.case_id, pair.id AS pair_id,
           allegation.category_id, nullif(category."group", '') AS category_group,
           coalesce(nullif(allegation.complainant_sex, ''), '(blank)') AS complainant_sex,
           coalesce(nullif(allegation.complainant_ethnicity, ''), '(blank)') AS complainant_ethnicity,
           coalesce(nullif(coalesce(nullif(trim(decision.as_recorded), ''), value.label), 'None'), '(blank)')
               AS finding,
           coalesce(value.verdict = 'proven', FALSE) AS is_sustained,
           coalesce(value.verdict IN ('proven', 'not_proven'), FALSE) AS is_decided,
           CASE WHEN %(basis)s = 'received' THEN matter.received_on ELSE pair.finalised_on END AS dated_on
    FROM matter
    JOIN cases_allegationsubject pair ON pair.subject_id = matter.subject_id
    JOIN cases_allegation allegation ON allegation.id = pair.allegation_id
    LEFT JOIN cases_code category ON category.id = allegation.category_id
    LEFT JOIN cases_decision decision
        ON decision.pair_id = pair.id AND decision.kind = 'finding' AND decision.superseded_at IS NULL
    LEFT JOIN cases_code value ON value.id = decision.value_id
"""

OFFICER_CASE = "SELECT * FROM matter WHERE officer_id IS NOT NULL"

TOTALS = """
    SELECT (SELECT count(DISTINCT officer_id) FROM officer_case) AS officers_with_case,
           count(DISTINCT case_id) AS cases, count(*) AS allegations,
           (SELECT count(*) FROM officer_case) AS officer_cases,
           count(*) FILTER (WHERE officer_id IS NULL) AS allegations_without_officer,
           min(dated_on) AS first_date, max(dated_on) AS last_date,
           count(DISTINCT category_id) AS categories,
           count(DISTINCT subject_id) FILTER (WHERE is_sustained AND officer_id IS NOT NULL) AS officer_cases_sustained
    FROM allegation
"""
# In the source's own words, by their most frequent spelling: two spellings that differ in capitals are one finding.
BY_FINDING = """
    SELECT mode() WITHIN GROUP (ORDER BY finding) AS key, count(*) AS count
    FROM allegation GROUP BY lower(finding) ORDER BY 2 DESC, 1
"""
BY_YEAR = """
    SELECT to_char(dated_on, 'YYYY') AS key, count(*) AS count FROM allegation
    WHERE dated_on IS NOT NULL GROUP BY 1 ORDER BY 1
"""
CASES_PER_OFFICER = """
    SELECT cases AS key, count(*) AS count
    FROM (SELECT count(*) AS cases FROM officer_case GROUP BY officer_id) AS person GROUP BY 1
"""
MOST_IN_WINDOW = """
    SELECT most AS key, count(*) AS count FROM (
        SELECT officer_id, max(cases) AS most FROM (
            SELECT officer_id, count(*) OVER (
                PARTITION BY officer_id ORDER BY dated_on
                RANGE BETWEEN CURRENT ROW AND '{months} months -1 day'::interval FOLLOWING
            ) AS cases
            FROM officer_case WHERE dated_on IS NOT NULL
        ) AS window_from GROUP BY officer_id
    ) AS person GROUP BY 1
"""
SAME_CATEGORY = """
    SELECT count(DISTINCT officer_id) AS officers, count(DISTINCT (officer_id, key)) AS officer_category_pairs FROM (
        SELECT officer_id, key, dated_on,
               lead(dated_on) OVER (PARTITION BY officer_id, key ORDER BY dated_on) AS next_on
        FROM ({matters}) AS matter_of_category WHERE dated_on IS NOT NULL
    ) AS following WHERE next_on < dated_on + interval '24 months'
"""
_OF_PEOPLE = "officer_id IS NOT NULL AND {key} IS NOT NULL"
EACH_CASE = f"""
    SELECT officer_id, {{key}} AS key, case_id, min(dated_on) AS dated_on FROM allegation
    WHERE {_OF_PEOPLE} GROUP BY 1, 2, 3
"""
EACH_ALLEGATION = f"SELECT officer_id, {{key}} AS key, dated_on FROM allegation WHERE {_OF_PEOPLE}"
SUSTAINED = """
    SELECT {key} AS key, count(*) AS allegations, count(*) FILTER (WHERE is_decided) AS decided,
           count(*) FILTER (WHERE is_sustained) AS sustained
    FROM allegation GROUP BY 1 ORDER BY 2 DESC, 1
"""
CATEGORIES = """
    SELECT id, scheme, code FROM cases_code WHERE id IN (SELECT category_id FROM allegation)
"""
DAYS_OPEN = """
    SELECT count(*) AS cases, count(*) FILTER (WHERE days IS NULL) AS left_out_blank,
           count(*) FILTER (WHERE days < 0) AS left_out_negative, count(*) FILTER (WHERE days >= 0) AS used,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE days >= 0) AS median,
           sum(days) FILTER (WHERE days >= 0) AS days,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY days) FILTER (WHERE days >= 0) AS p90,
           count(*) FILTER (WHERE days > 365) AS over_365
    FROM case_length
"""
DAYS_OPEN_BY_YEAR = """
    SELECT to_char(received_on, 'YYYY') AS key, percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS count
    FROM case_length WHERE days >= 0 GROUP BY 1 ORDER BY 1
"""
CASE_LENGTH = """
    SELECT DISTINCT case_id, received_on, closed_on - received_on AS days
    FROM matter WHERE subject_id IN (SELECT subject_id FROM allegation)
"""
