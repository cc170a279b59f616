"""Say how many mutants of a session were caught, with an exact interval, and print those that were not."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult

from aidkit.oversight.audit.estimation import error_rate

Tried = tuple[MutationSpec, WorkResult]


def main(session: str) -> None:
    """Print a table by file, and every survivor as a change."""
    with use_db(session, WorkDB.Mode.open) as work:
        tried = list(results(work))
        left = [item.mutations[0] for item in work.pending_work_items]
    by_file: dict[str, list[bool]] = defaultdict(list)
    for mutation, result in tried:
        by_file[mutation.module_path.name].append(survived(result))
    print("| file | tried | caught | survived |\n|---|---|---|---|")
    for name, outcomes in sorted(by_file.items()):
        print(f"| {name} | {len(outcomes):,} | {len(outcomes) - sum(outcomes):,} | {sum(outcomes)} |")
    for what, chosen in (("cosmic-ray's", "core/"), ("exchanged calls", "exchange/")):
        outcomes = [survived(result) for mutation, result in tried if mutation.operator_name.startswith(chosen)]
        print(said(what, outcomes, sum(mutation.operator_name.startswith(chosen) for mutation in left)))
    for mutation, result in sorted(tried, key=lambda pair: (str(pair[0].module_path), pair[0].start_pos)):
        if survived(result):
            lines = [line for line in (result.diff or "").splitlines()[3:] if line[0] in "+-"]
            print(f"{mutation.module_path.name}, {mutation.definition_name}\n" + "\n".join(lines))


def results(work: WorkDB) -> Iterator[Tried]:
    """Yield each mutant that was tried and what came of it."""
    for item, result in work.completed_work_items:
        if result.worker_outcome != WorkerOutcome.SKIPPED:
            yield item.mutations[0], result


def survived(result: WorkResult) -> bool:
    """Say whether no test noticed the mutant."""
    return result.test_outcome == TestOutcome.SURVIVED


def said(what: str, missed: list[bool], left: int) -> str:
    """Say the share caught and where it lies among all mutants, those that were left untried included."""
    rate = error_rate(sum(missed), len(missed), len(missed) + left)
    share, low, high = (100 * (1 - part) for part in (rate.rate, rate.high, rate.low))
    caught = f"{len(missed) - sum(missed):,} of {len(missed):,} caught, {left:,} not tried"
    return f"{what}: {caught}; {share:.2f} % ({low:.2f} to {high:.2f} % of all)"


if __name__ == "__main__":
    main(sys.argv[1])
