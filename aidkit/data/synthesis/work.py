"""Draw who studies, who works at what, and who is registered unemployed (就学、就业、登记失业)."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Role
from aidkit.data.synthesis.health import is_severe
from aidkit.data.synthesis.sampling import Bools, Floats, Ints, Random, one_of, pick
from aidkit.schema import Sex


class Job(IntEnum):
    """What somebody lives on."""

    NONE = 0
    WAGE = 1
    BUSINESS = 2
    FARM = 3


SCHOOL_AGE, ADULT, PENSION_AGE = 7, 18, 60
LAST_COLLEGE_YEAR = 22
LONGEST_IDLE = 36  # months


def draw_work(draft: Draft, assumed: Assumptions, random: Random) -> None:
    """Add ``student``, ``job``, ``employed`` and the columns of unemployment."""
    draft.persons["student"] = _students(draft, assumed, random)
    job = _jobs(draft, assumed, random)
    draft.persons["job"] = job
    draft.persons["employed"] = np.isin(job, [Job.WAGE, Job.BUSINESS])
    _draw_unemployment(draft, assumed, random)


def _students(draft: Draft, assumed: Assumptions, random: Random) -> Bools:
    """All of school age, and some of 18 to 22 who live with their parents."""
    age = draft.person("age")
    college = draft.role(Role.CHILD) & (age >= ADULT) & (age <= LAST_COLLEGE_YEAR)
    goes_on = random.random(draft.people) < assumed.number("work.student_after_18")
    return np.asarray(((age >= SCHOOL_AGE) & (age < ADULT)) | (college & goes_on))


def _jobs(draft: Draft, assumed: Assumptions, random: Random) -> Ints:
    """Who works, and whether for wages, in a business of the family or on the land."""
    rate = _work_rate(draft, assumed)
    works = random.random(draft.people) < rate
    works |= _breadwinners(draft, works, rate, assumed, random)
    job = np.zeros(draft.people, np.int64)
    for kinds, who in (("work.kinds_urban", ~draft.rural), ("work.kinds_rural", draft.rural)):
        rows = np.flatnonzero(works & who)
        job[rows] = 1 + one_of(random, assumed.row(kinds), len(rows))
    old_villager = draft.rural & (draft.person("age") >= PENSION_AGE)
    return np.where((job > 0) & old_villager, int(Job.FARM), job)


def _breadwinners(draft: Draft, works: Bools, rate: Floats, assumed: Assumptions, random: Random) -> Bools:
    """In families where nobody works yet, mostly the first adult able to goes out to earn after all."""
    able = (rate >= assumed.number("work.able")) & (draft.person("age") < PENSION_AGE)
    families = ~draft.has(works) & (random.random(draft.families) < assumed.number("work.somebody"))
    earns = np.zeros(draft.people, bool)
    earns[draft.first(able & draft.of(families))] = True
    return earns


def _work_rate(draft: Draft, assumed: Assumptions) -> Floats:
    """Chance of working: by age and sex, less for the disabled, the ill and their carers, none for others."""
    severe, ill = is_severe(draft), draft.person("serious_illness")
    frail = severe | ill
    rate = _rate_by_age(draft, assumed)
    for key, who in {
        "work.urban_elders": ~draft.rural & (draft.person("age") >= PENSION_AGE),
        "work.carer": draft.of(draft.has(frail)) & ~frail,
        "work.ill": ill,
        "work.severely_disabled": severe,
        "work.disabled": (draft.person("disability_grade") > 0) & ~severe,
    }.items():
        rate = rate * np.where(who, assumed.number(key), 1.0)
    out = draft.person("student") | draft.person("helpless") | ~draft.present
    return np.where(out | (draft.person("self_care_failed") > 0), 0.0, rate)


def _rate_by_age(draft: Draft, assumed: Assumptions) -> Floats:
    age, man, rates = draft.person("age"), draft.person("sex") == Sex.MALE, assumed.named("work.rate")
    couple = draft.of(draft.has(draft.role(Role.SPOUSE))) & (draft.role(Role.HEAD) | draft.role(Role.SPOUSE))
    working_age = (age >= ADULT) & (age < PENSION_AGE)
    groups = {
        "husbands_18_59": working_age & man & couple,
        "other_men_18_59": working_age & man & ~couple,
        "women_18_59": working_age & ~man,
        "aged_60_69": (age >= PENSION_AGE) & (age < 70),
        "aged_70_74": (age >= 70) & (age < 75),
    }
    return np.select(list(groups.values()), [rates[name] for name in groups], 0.0)


def _draw_unemployment(draft: Draft, assumed: Assumptions, random: Random) -> None:
    """Register some of working age without work; insurance and months without income for them."""
    age, n = draft.person("age"), draft.people
    of_age = (age >= ADULT) & (age < PENSION_AGE)
    idle = of_age & draft.present & (draft.person("job") == Job.NONE) & ~draft.person("student")
    idle &= ~is_severe(draft) & ~draft.person("helpless")
    registered = np.zeros(n, bool)
    registered[pick(random, idle, assumed.number("work.unemployed") * of_age.sum())] = True
    insured = random.random(n) < assumed.number("work.insured")
    months = np.minimum(1 + random.geometric(1 / assumed.number("work.months_idle"), n), LONGEST_IDLE)
    draft.persons["registered_unemployed"] = registered
    draft.persons["unemployment_insured"] = registered & insured
    draft.persons["months_without_income"] = np.where(registered, months, 0)
