"""Somebody else publishes between the plan and the yes: read, plan and perhaps ask again."""

from __future__ import annotations

import pytest
from writers import Writer

from ghblog.errors import GhblogError
from ghblog.model import Plan
from ghblog.rounds import TRIES, ask_once, in_rounds
from ghblog.sync.ports import PlanOutdatedError


def test_another_machine_that_published_in_between_costs_no_second_yes(writer: Writer) -> None:
    writer.write("posts/a.md", "# A\n\nText.\n")
    writer.publish()
    writer.write("posts/b.md", "# B\n\nText.\n")
    plans: list[Plan] = []

    def agree(plan: Plan) -> bool:
        plans.append(plan)
        # another machine settles something that is none of this plan's business
        writer.repo.commit("ghblog", {"posts/elsewhere.md": b"text"}, "Settle")
        return True

    outcome = writer.blog().publish(agree=agree)
    assert outcome and outcome.ok
    assert writer.titles() == ["A", "B"]
    assert len(plans) == 1


def test_a_plan_that_became_another_one_is_asked_about_again() -> None:
    asked: list[int] = []

    def agree(plan: int) -> bool:
        asked.append(plan)
        return True

    ask = ask_once(agree, lambda plan: plan // 10)
    assert ask(11) and ask(12) and ask(21) and ask(11)
    assert asked == [11, 21, 11]


def test_a_no_is_no_yes_for_the_next_plan() -> None:
    answers = iter([False, True])
    ask = ask_once(lambda _: next(answers), lambda plan: plan)
    assert not ask(1)
    assert ask(1)


def test_where_somebody_publishes_all_the_time_it_gives_up_and_says_so() -> None:
    rounds: list[int] = []

    def attempt() -> None:
        rounds.append(1)
        raise PlanOutdatedError

    with pytest.raises(GhblogError, match="somebody else keeps publishing") as told:
        in_rounds(attempt)
    assert len(rounds) == TRIES
    assert told.value.hint == "try again in a few minutes"
