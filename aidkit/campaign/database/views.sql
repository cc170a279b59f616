-- Views of the low-income database (JJ-2.3.2). Cash schemes are all but 'none' and 'edge'.
-- Money is yuan a month unless a column says otherwise; a day corrected counts in its last revision.

CREATE VIEW days AS
SELECT day, max(revision) AS revision, lag(day) OVER (ORDER BY day) AS day_before
FROM snapshots
GROUP BY day;
COMMENT ON COLUMN days.day_before IS '上一快照日 the day stored before it';
COMMENT ON VIEW days IS '各快照日及其最后一次更正 each day stored, its last revision, and the day before it';

CREATE MACRO day_in_force(as_of) AS (SELECT max(day) FROM snapshots WHERE day <= as_of);
CREATE MACRO families_on(as_of) AS TABLE
SELECT families.* FROM families JOIN days USING (day, revision) WHERE day = day_in_force(as_of);
CREATE MACRO members_on(as_of) AS TABLE
SELECT members.* FROM members JOIN days USING (day, revision) WHERE day = day_in_force(as_of);
CREATE MACRO findings_on(as_of) AS TABLE
SELECT findings.* FROM findings JOIN days USING (day, revision) WHERE day = day_in_force(as_of);
COMMENT ON MACRO TABLE families_on IS '某日有效的家庭快照 families as the last snapshot up to a day has them';
COMMENT ON MACRO TABLE members_on IS '某日有效的成员快照 members as the last snapshot up to a day has them';
COMMENT ON MACRO TABLE findings_on IS '某日有效的排查结果 findings as the last snapshot up to a day has them';

CREATE VIEW families_now AS FROM families_on(DATE '9999-12-31');
CREATE VIEW members_now AS FROM members_on(DATE '9999-12-31');
CREATE VIEW findings_now AS FROM findings_on(DATE '9999-12-31');
COMMENT ON VIEW families_now IS '最近一次快照的家庭 families of the last snapshot';
COMMENT ON VIEW members_now IS '最近一次快照的成员 members of the last snapshot';
COMMENT ON VIEW findings_now IS '最近一次快照的排查结果 findings of the last snapshot';

-- Who is to be recorded, on each day: the three groups to be screened first, then all other low-income families.
-- Members to whom no cash is due are recorded; a family without such members is not low-income but covered.
CREATE VIEW low_income_history AS
WITH household AS (
    SELECT
        day, revision, family_id,
        count(*) FILTER (entitled_scheme IN ('none', 'edge') AND current_scheme <> 'dibao_single') AS to_record,
        count(*) FILTER (current_scheme NOT IN ('none', 'edge')) AS covered,
        count(*) FILTER (
            'dibao_single' IN (current_scheme, entitled_scheme) AND (severe_disability OR serious_illness)
        ) AS single_entries
    FROM members
    GROUP BY ALL
),
grouped AS (
    SELECT
        families.* EXCLUDE (revision), to_record,
        single_entries > 0 AS single_entry_family,
        CASE WHEN covered > 0 THEN false ELSE relief_received >= large_relief END AS large_relief_family,
        rejected_application AS rejected_family
    FROM families
    JOIN days USING (day, revision)
    JOIN snapshots USING (day, revision)
    JOIN household USING (day, revision, family_id)
    WHERE to_record > 0
)
SELECT
    day, family_id, town, village, area, persons, to_record,
    CASE WHEN single_entry_family THEN 1 WHEN large_relief_family THEN 2 WHEN rejected_family THEN 3 END AS priority,
    single_entry_family, large_relief_family, rejected_family, low_income,
    per_capita_income, per_capita_income_after_rigid, low_income_line,
    per_capita_income_after_rigid / low_income_line AS share_of_line,
    within_assets, relief_received
FROM grouped
WHERE single_entry_family OR large_relief_family OR rejected_family OR low_income;
COMMENT ON VIEW low_income_history IS '低收入对象，各快照日 families to be recorded as low-income, on each day stored';
COMMENT ON COLUMN low_income_history.to_record IS '应录入人数 members to be recorded: no cash is due to them (persons)';
COMMENT ON COLUMN low_income_history.priority IS '重点群体 1 单人保家庭其他成员 2 未纳入保障的大额临时救助家庭 3 未通过的低保申请家庭 the first of the three groups it is in; empty: none';
COMMENT ON COLUMN low_income_history.single_entry_family IS '重病重残单人保家庭 a severely ill or disabled member is covered, or due, as a single person';
COMMENT ON COLUMN low_income_history.large_relief_family IS '未纳入兜底保障的大额临时救助家庭 large relief, nobody covered; empty: not known';
COMMENT ON COLUMN low_income_history.rejected_family IS '未通过审核确认的低保申请家庭 applied and refused; empty: not known';
COMMENT ON COLUMN low_income_history.low_income IS '符合低收入家庭条件 low-income by the rules; false: preliminary, to be checked';
COMMENT ON COLUMN low_income_history.share_of_line IS '扣除刚性支出后收入占低收入线 income after rigid expenditure as a share of the line';

CREATE MACRO low_income_on(as_of) AS TABLE
SELECT * FROM low_income_history
WHERE day = day_in_force(as_of)
ORDER BY priority NULLS LAST, share_of_line, family_id;
COMMENT ON MACRO TABLE low_income_on IS '某日有效的低收入对象名单 the low-income list as of a day, the three groups first';

CREATE VIEW low_income AS FROM low_income_on(DATE '9999-12-31');
COMMENT ON VIEW low_income IS '最近一次快照的低收入对象名单 the low-income list of the last snapshot, the three groups first';

CREATE VIEW low_income_changes AS
WITH pairs AS (SELECT day, day_before FROM days WHERE day_before IS NOT NULL),
later AS (SELECT * FROM low_income_history SEMI JOIN pairs USING (day)),
earlier AS (
    SELECT pairs.day, low_income_history.* EXCLUDE (day)
    FROM pairs JOIN low_income_history ON low_income_history.day = pairs.day_before
)
SELECT
    day, family_id, coalesce(later.town, earlier.town) AS town,
    CASE WHEN earlier.persons IS NULL THEN 'entered' WHEN later.persons IS NULL THEN 'left' ELSE 'stayed' END AS change,
    earlier.priority AS priority_before, later.priority AS priority,
    earlier.share_of_line AS share_of_line_before, later.share_of_line AS share_of_line
FROM later FULL JOIN earlier USING (day, family_id);
COMMENT ON COLUMN low_income_changes.change IS '变化 entered, left or stayed';
COMMENT ON COLUMN low_income_changes.priority_before IS '上次的重点群体 the group it was in before';
COMMENT ON COLUMN low_income_changes.share_of_line_before IS '上次收入占低收入线 share of the line before';
COMMENT ON VIEW low_income_changes IS '低收入对象变化 who entered, left or stayed on the list from each day stored to the next';

CREATE VIEW low_income_towns AS
SELECT
    day, coalesce(town, '') AS town,
    count(*) AS families, sum(to_record)::INTEGER AS persons,
    count(*) FILTER (priority = 1) AS priority_1,
    count(*) FILTER (priority = 2) AS priority_2,
    count(*) FILTER (priority = 3) AS priority_3,
    count(*) FILTER (priority IS NULL) AS others,
    count(*) FILTER (NOT low_income) AS to_be_checked
FROM low_income_history
GROUP BY day, coalesce(town, '')
ORDER BY day, town;
COMMENT ON VIEW low_income_towns IS '分乡镇低收入对象，各快照日 the low-income list by town, on each day stored';
COMMENT ON COLUMN low_income_towns.families IS '户数 families on the list (families)';
COMMENT ON COLUMN low_income_towns.persons IS '人数 members to be recorded (persons)';
COMMENT ON COLUMN low_income_towns.priority_1 IS '单人保家庭其他成员 families whose first group is 1 (families)';
COMMENT ON COLUMN low_income_towns.priority_2 IS '大额临时救助家庭 families whose first group is 2 (families)';
COMMENT ON COLUMN low_income_towns.priority_3 IS '未通过的申请家庭 families whose first group is 3 (families)';
COMMENT ON COLUMN low_income_towns.others IS '其他低收入家庭 families in none of the groups (families)';
COMMENT ON COLUMN low_income_towns.to_be_checked IS '初步筛查、待核实户数 families of the three groups that the rules do not find low-income';

CREATE VIEW dictionary AS
SELECT table_name, column_name, data_type, comment
FROM duckdb_columns()
WHERE schema_name = 'main' AND NOT internal
ORDER BY table_name, column_index;
COMMENT ON COLUMN dictionary.table_name IS '表或视图 table or view';
COMMENT ON COLUMN dictionary.column_name IS '列 column';
COMMENT ON COLUMN dictionary.data_type IS '类型 kind of value';
COMMENT ON COLUMN dictionary.comment IS '含义 what it holds';
COMMENT ON VIEW dictionary IS '数据字典 every table, view and column with its Chinese and English title';
