"""The shipped cases notice the mistakes that publishing asks them to notice."""

from __future__ import annotations

from mgdcds.core.authoring.coverage import cover_rule
from mgdcds.core.authoring.mutants import names_to_try, score_calculated, score_rule, try_mutants
from mgdcds.core.authoring.proofs.mutants import find_equal
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.rewrite import strip_casts
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()
TRIALS = Trials(RULEBOOK)


def test_every_rule_has_the_score_that_publishing_asks_for():
    tried = try_mutants(TRIALS, names_to_try(RULEBOOK))
    survivors = [each for every in tried.values() for each in every if each.is_survivor]
    equal = find_equal(RULEBOOK, survivors)
    scores = [score_rule(TRIALS, code, tried).without(equal) for code in RULEBOOK.rules]
    calculated = score_calculated(TRIALS, tried).without(equal)

    low = {score.code: round(score.share, 2) for score in scores if not score.is_enough}

    assert low == {}
    assert calculated.share >= 0.9
    assert sum(score.killed for score in scores) / sum(score.tried for score in scores) > 0.99
    assert sum(map(len, tried.values())) > 1_000


def test_an_expression_that_is_written_again_without_casts_checks_the_same():
    for checked in RULEBOOK.program.expressions.values():
        again = check_expression(strip_casts(checked.tree), scope=RULEBOOK.scope)

        assert (again.tree, again.type, again.problems) == (checked.tree, checked.type, ())


def test_cases_have_shown_most_of_every_rule():
    shares = {code: cover_rule(TRIALS, code).share for code in RULEBOOK.rules}

    assert min(shares.values()) > 0.5
    assert sum(shares.values()) / len(shares) > 0.85
