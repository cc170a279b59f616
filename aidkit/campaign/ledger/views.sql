-- The lists of the ledger (台账) as of any day: nothing is stored but events, and each list is folded from them.
-- Within an item the order of entry is the order of days, so that the events up to a day are a beginning of its story.

CREATE MACRO problems_on(as_of) AS TABLE
WITH said AS (SELECT * FROM events WHERE day <= as_of),
again AS (SELECT item, max(seq) AS seq FROM said WHERE event = 'reopened' GROUP BY item),
story AS (
    SELECT said.*, said.seq > coalesce(again.seq, 0) AS still
    FROM said LEFT JOIN again USING (item)
),
folded AS (
    SELECT
        item,
        any_value(town) FILTER (event = 'opened') AS town,
        any_value(village) FILTER (event = 'opened') AS village,
        any_value(source) FILTER (event = 'opened') AS source,
        any_value(kind) FILTER (event = 'opened') AS kind,
        any_value(day) FILTER (event = 'opened') AS found_on,
        any_value(detail) FILTER (event = 'opened') AS problem,
        any_value(basis) FILTER (event = 'opened') AS basis,
        arg_max(owner, seq) FILTER (event = 'assigned') AS owner,
        min(day) FILTER (event = 'assigned') AS assigned_on,
        arg_max(detail, seq) FILTER (event = 'measure_planned') AS measure,
        arg_max(due, seq) FILTER (event IN ('measure_planned', 'due_moved')) AS due,
        arg_min(due, seq) FILTER (event = 'measure_planned') AS first_due,
        count(*) FILTER (event = 'due_moved')::INTEGER AS times_moved,
        arg_max(day, seq) FILTER (event = 'fixed' AND still) AS fixed_on,
        arg_max(outcome, seq) FILTER (event = 'fixed' AND still) AS outcome,
        any_value(persons) FILTER (event = 'fixed' AND still) AS persons,
        any_value(amount) FILTER (event = 'fixed' AND still) AS amount,
        string_agg(evidence, '；' ORDER BY seq) FILTER (event = 'evidence_attached' AND still) AS evidence,
        any_value(day) FILTER (event = 'struck_off' AND still) AS struck_off_on,
        count(*) FILTER (event = 'reopened')::INTEGER AS times_reopened
    FROM story
    GROUP BY item
    HAVING bool_or(event = 'opened')
)
SELECT
    *,
    CASE WHEN struck_off_on IS NOT NULL THEN 'struck_off' WHEN fixed_on IS NOT NULL THEN 'fixed' ELSE 'open' END AS state,
    fixed_on IS NULL AND coalesce(due < as_of, false) AS overdue,
    greatest(date_diff('day', due, coalesce(fixed_on, as_of)), 0)::INTEGER AS days_late
FROM folded
ORDER BY town, item;
COMMENT ON MACRO TABLE problems_on IS '某日的台账 every problem found up to a day, as it stood that day';

CREATE MACRO problem_list(as_of) AS TABLE
SELECT item, town, village, source, kind, found_on, problem, basis, state FROM problems_on(as_of);
COMMENT ON MACRO TABLE problem_list IS '问题清单 the problem list as of a day';

CREATE MACRO rectification_list(as_of) AS TABLE
SELECT
    item, town, kind, problem, owner, measure, due, times_moved, fixed_on, outcome, evidence, struck_off_on,
    times_reopened, overdue, days_late, state
FROM problems_on(as_of);
COMMENT ON MACRO TABLE rectification_list IS '整改清单 the rectification list as of a day';

CREATE MACRO results_list(as_of) AS TABLE
SELECT item, town, kind, outcome, persons, amount, evidence, struck_off_on
FROM problems_on(as_of)
WHERE state = 'struck_off';
COMMENT ON MACRO TABLE results_list IS '成果清单 the results list as of a day: what was struck off, and what came of it';

CREATE MACRO system_list(as_of) AS TABLE
SELECT item, kind, day AS adopted_on, town, detail AS title, evidence AS document, basis
FROM events
WHERE event = 'system_adopted' AND day <= as_of
ORDER BY day, item;
COMMENT ON MACRO TABLE system_list IS '制度清单 the system list as of a day';

-- report_days: days of the month by which a clue is reported, such as [12, 27].
CREATE MACRO next_report(received, report_days) AS list_min(
    [
        made FOR made IN flatten(
            [
                [make_date(year(month_of), month(month_of), number) FOR number IN report_days]
                FOR month_of IN [received, received + INTERVAL 1 MONTH]
            ]
        )
        IF made >= received
    ]
);
CREATE MACRO clues_on(as_of, report_days) AS TABLE
WITH said AS (SELECT * FROM events WHERE day <= as_of),
followed AS (
    SELECT basis AS item, string_agg(item, '；' ORDER BY seq) AS problems
    FROM said WHERE event = 'opened' AND basis IS NOT NULL GROUP BY basis
),
folded AS (
    SELECT
        item,
        any_value(town) FILTER (event = 'clue_received') AS town,
        any_value(village) FILTER (event = 'clue_received') AS village,
        any_value(source) FILTER (event = 'clue_received') AS source,
        any_value(kind) FILTER (event = 'clue_received') AS kind,
        any_value(day) FILTER (event = 'clue_received') AS received_on,
        any_value(detail) FILTER (event = 'clue_received') AS clue,
        min(day) FILTER (event = 'clue_reported') AS reported_on,
        arg_max(owner, seq) FILTER (event = 'clue_handed_over') AS handed_to,
        any_value(day) FILTER (event IN ('clue_confirmed', 'clue_refuted')) AS concluded_on,
        any_value(detail) FILTER (event IN ('clue_confirmed', 'clue_refuted')) AS conclusion,
        CASE
            WHEN bool_or(event = 'clue_confirmed') THEN 'confirmed'
            WHEN bool_or(event = 'clue_refuted') THEN 'refuted'
            ELSE 'received'
        END AS state
    FROM said
    GROUP BY item
    HAVING bool_or(event = 'clue_received')
)
SELECT
    folded.*, problems, next_report(received_on, report_days) AS report_due,
    coalesce(reported_on, as_of) > next_report(received_on, report_days) AS report_late
FROM folded LEFT JOIN followed USING (item)
ORDER BY received_on, item;
COMMENT ON MACRO TABLE clues_on IS '问题线索台账 clues received up to a day, by when each is to be reported, and how they stood that day';

CREATE MACRO progress_on(as_of) AS TABLE
WITH problems AS (
    SELECT
        town, count(*) AS found,
        count(*) FILTER (owner IS NOT NULL) AS assigned,
        count(*) FILTER (measure IS NOT NULL) AS planned,
        count(*) FILTER (state <> 'open') AS mended,
        count(*) FILTER (state = 'struck_off') AS struck_off,
        count(*) FILTER (state = 'open') AS still_open,
        count(*) FILTER (overdue) AS overdue,
        count(*) FILTER (times_reopened > 0) AS reopened,
        sum(persons) AS persons, sum(amount) AS amount
    FROM problems_on(as_of)
    GROUP BY town
),
clues AS (
    SELECT
        town, count(*) AS clues,
        count(*) FILTER (state = 'confirmed') AS clues_confirmed,
        count(*) FILTER (state = 'refuted') AS clues_refuted
    FROM clues_on(as_of, [1])
    GROUP BY town
)
SELECT
    town,
    coalesce(found, 0)::INTEGER AS found, coalesce(assigned, 0)::INTEGER AS assigned,
    coalesce(planned, 0)::INTEGER AS planned, coalesce(mended, 0)::INTEGER AS mended,
    coalesce(struck_off, 0)::INTEGER AS struck_off, coalesce(still_open, 0)::INTEGER AS still_open,
    coalesce(overdue, 0)::INTEGER AS overdue, coalesce(reopened, 0)::INTEGER AS reopened,
    coalesce(persons, 0)::INTEGER AS persons, coalesce(amount, 0)::DOUBLE AS amount,
    coalesce(clues, 0)::INTEGER AS clues, coalesce(clues_confirmed, 0)::INTEGER AS clues_confirmed,
    coalesce(clues_refuted, 0)::INTEGER AS clues_refuted
FROM problems FULL JOIN clues USING (town)
ORDER BY town;
COMMENT ON MACRO TABLE progress_on IS '分乡镇进度 problems and clues by town as of a day: found, assigned, planned, mended, struck off, open, overdue';

-- Day by day how many problems stood where, from each move of a problem between states.
CREATE VIEW course AS
WITH moves AS (
    SELECT
        item, day, seq,
        CASE event WHEN 'opened' THEN 'open' WHEN 'reopened' THEN 'open' ELSE event END AS state
    FROM events
    WHERE event IN ('opened', 'fixed', 'struck_off', 'reopened')
),
turned AS (SELECT day, state, lag(state) OVER (PARTITION BY item ORDER BY seq) AS state_before FROM moves),
gains AS (
    SELECT
        day,
        count(*) FILTER (state = 'open') - count(*) FILTER (state_before = 'open') AS still_open,
        count(*) FILTER (state = 'fixed') - count(*) FILTER (state_before = 'fixed') AS fixed,
        count(*) FILTER (state = 'struck_off') - count(*) FILTER (state_before = 'struck_off') AS struck_off
    FROM turned
    GROUP BY day
),
every_day AS (
    SELECT unnest(generate_series(min(day), max(day), INTERVAL 1 DAY))::DATE AS day FROM events
)
SELECT
    day,
    (sum(coalesce(still_open, 0)) OVER upto)::INTEGER AS still_open,
    (sum(coalesce(fixed, 0)) OVER upto)::INTEGER AS fixed,
    (sum(coalesce(struck_off, 0)) OVER upto)::INTEGER AS struck_off
FROM every_day LEFT JOIN gains USING (day)
WINDOW upto AS (ORDER BY day)
ORDER BY day;
COMMENT ON COLUMN course.still_open IS '整改中 problems not mended (problems)';
COMMENT ON COLUMN course.fixed IS '已整改待销号 mended, not yet struck off (problems)';
COMMENT ON COLUMN course.struck_off IS '已销号 struck off (problems)';
COMMENT ON COLUMN course.day IS '日期 day';
COMMENT ON VIEW course IS '逐日进展 where the problems found so far stood, day by day';
