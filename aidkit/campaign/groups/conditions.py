"""Who belongs to a target group: one rule a condition, its thresholds handed in by the plan (排查对象认定条件).

Arguments are rules of the rulebook, input columns, facts (``facts.py``) or thresholds (``plan/vocabulary.py``).
"""

from __future__ import annotations

from aidkit.rules.definition import Count, at_most, below, rule
from aidkit.schema import DisabilityKind, Parent, Scheme, Shock


@rule("person", unit="yes/no", zh="个人自付医疗费用超过限额", clauses=["JJ-G1"])
def pays_much_for_care(own_payment: float, payment_over: float) -> bool:
    """Own medical payment of the year strictly over the threshold (超过…以上 is read as over)."""
    return not at_most(own_payment, payment_over)


@rule("person", unit="yes/no", zh="新增未纳入保障的重度残疾人", clauses=["JJ-G2", "HZ-1.3"])
def newly_severely_disabled(
    severe_for_single_entry: bool, current_scheme: int, certified_day: float, certified_from: float
) -> bool:
    """Severely disabled, certified on or after the day, on neither dibao nor tekun."""
    covered = current_scheme in (Scheme.DIBAO, Scheme.DIBAO_SINGLE, Scheme.TEKUN)
    return severe_for_single_entry and not covered and not below(certified_day, certified_from)


@rule("person", unit="yes/no", zh="新增残疾人", clauses=["JJ-G2"])
def newly_disabled(disability_kind: int, certified_day: float, certified_from: float) -> bool:
    """Disabled of any kind and grade, certified on or after the day."""
    return disability_kind != DisabilityKind.NONE and not below(certified_day, certified_from)


@rule("person", unit="yes/no", zh="社会救助类信访对象", clauses=["JJ-G3"])
def petitioned(petitioned_day: float, petitioned_from: float) -> bool:
    """Petitioned for assistance on or after the day."""
    return not below(petitioned_day, petitioned_from)


@rule("person", unit="yes/no", zh="热线求助对象", clauses=["JJ-G4"])
def called_help_line(has_called: bool) -> bool:
    """Called a help line for assistance."""
    return has_called


@rule("person", unit="yes/no", zh="登记失业人员", clauses=["JJ-G5"])
def registered_as_unemployed(is_unemployed: bool) -> bool:
    """Registered as unemployed."""
    return is_unemployed


@rule("person", unit="yes/no", zh="因疫情或自然灾害致困对象", clauses=["JJ-G6", "XZ-4"])
def hit_by_epidemic_or_disaster(emergency: int) -> bool:
    """Member of a family whose emergency is the epidemic or a disaster.

    That basic life is in serious difficulty is what the register's 急难情形 says; no test of income is added.
    """
    return emergency in (Shock.EPIDEMIC, Shock.DISASTER)


@rule("person", unit="yes/no", zh="可以照料他人的成年人", clauses=["JJ-G7"], step=True)
def able_adult(counted: bool, age: int, severe_for_single_entry: bool, serious_illness: bool) -> bool:
    """Adult member who could look after a child: counted, neither severely disabled nor seriously ill."""
    return counted and age >= 18 and not severe_for_single_entry and not serious_illness


able_adults = Count(where="able_adult")


@rule("person", unit="yes/no", zh="疑似孤儿、事实无人抚养儿童", clauses=["JJ-G7"])
def suspected_child_without_care(
    age: int, child_below: float, father_situation: int, mother_situation: int, able_adults: int
) -> bool:
    """Minor neither of whose parents is there or able, or in whose family no adult could look after a child.

    The second is what makes a child only suspected (疑似): whether a parent elsewhere cares is for the visit to find.
    """
    parents_away = father_situation != Parent.PRESENT and mother_situation != Parent.PRESENT
    return age < child_below and (parents_away or able_adults == 0)


@rule("person", unit="yes/no", zh="分散供养特困人员", clauses=["JJ-G8", "HZ-1.8", "XZ-2"])
def tekun_at_home(current_scheme: int, lives_in_institution: bool) -> bool:
    """Registered as tekun and supported at home."""
    return current_scheme == Scheme.TEKUN and not lives_in_institution


@rule("person", unit="yes/no", zh="低保单人保对象", clauses=["JJ-G9", "HZ-1.2"])
def covered_as_single_person(current_scheme: int) -> bool:
    """Registered on dibao as a single person."""
    return current_scheme == Scheme.DIBAO_SINGLE


@rule("person", unit="yes/no", zh="有医疗支出的特困人员", clauses=["JJ-G1"])
def tekun_who_pays_for_care(current_scheme: int, own_payment: float) -> bool:
    """Registered as tekun, with any own medical payment."""
    return current_scheme == Scheme.TEKUN and below(0.0, own_payment)


@rule("person", unit="yes/no", zh="自付医疗费用较高的低保对象", clauses=["JJ-G1"])
def dibao_who_pays_for_care(current_scheme: int, own_payment: float, payment_from: float) -> bool:
    """Registered on dibao, with an own medical payment on or above the threshold."""
    return current_scheme in (Scheme.DIBAO, Scheme.DIBAO_SINGLE) and not below(own_payment, payment_from)


@rule("person", unit="yes/no", zh="自付医疗费用较高的普通居民", clauses=["JJ-G1"])
def uncovered_who_pays_for_care(current_scheme: int, own_payment: float, payment_from: float) -> bool:
    """On no cash scheme, with an own medical payment on or above the threshold."""
    return current_scheme in (Scheme.NONE, Scheme.EDGE) and not below(own_payment, payment_from)


@rule("person", unit="yes/no", zh="防止返贫监测对象", clauses=["HZ-3", "XZ-1"])
def monitored_for_relapse(watched_for_relapse: bool) -> bool:
    """On the list of those monitored against a relapse into poverty."""
    return watched_for_relapse


@rule("person", unit="yes/no", zh="重度残疾或重病", clauses=["HZ-1.1", "HZ-5", "XZ-1"])
def severely_disabled_or_ill(severe_for_single_entry: bool, serious_illness: bool) -> bool:
    """Severely disabled or seriously ill, whatever the family's means."""
    return severe_for_single_entry or serious_illness
