"""`manage.py check_knowledge`: every problem of the files, then every case."""

from __future__ import annotations

import shutil

import pytest
from django.core.management import CommandError, call_command

from mgdcds.core.authoring.proofs.starting import UnableToProve
from mgdcds.pages.exchange.management.commands import check_knowledge
from mgdcds.stores.library.shipped import FOLDER


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped knowledge with a few cases, to be spoilt."""
    copy = tmp_path / "knowledge"
    shutil.copytree(FOLDER, copy)
    for path in (copy / "cases").iterdir():
        if not path.name.startswith("d0"):
            path.unlink()
    return copy


def _check(folder, **options):
    call_command("check_knowledge", str(folder), **options)


def _spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_sound_knowledge_is_told_in_one_line(folder, capsys):
    _check(folder)

    assert "39 rules, 4 cases" in capsys.readouterr().out


def test_the_checklist_says_what_became_of_every_condition(folder, capsys):
    _check(folder, checklist=True)
    out = capsys.readouterr().out

    assert "passed: all cases pass. All 4 cases come out as expected." in out
    assert "passed: source attributes complete." in out
    assert "passed: no contradicting advice, no dead rule, no gap between bands." in out
    assert "failed: mutation score. " in out
    assert "Add the cases that are proposed for them." in out
    assert "not run: a second person. Nobody has reviewed it yet." in out


def test_the_checklist_says_when_the_prover_cannot_be_asked(folder, capsys, monkeypatch):
    def fail():
        raise UnableToProve("The prover could not be started: ImportError.")

    monkeypatch.setattr(check_knowledge, "start_prover", fail)

    _check(folder, checklist=True)

    told = capsys.readouterr()
    assert "The prover could not be started" in told.err
    assert "not run: no contradicting advice" in told.out


def test_a_case_that_comes_out_otherwise_is_told(folder, capsys):
    _spoil(folder / "cases" / "d01_classic_low_low.toml", '"A01", ', "")
    _spoil(folder / "cases" / "d01_classic_low_low.toml", 'not_met = [\n    "A02", ', "not_met = [")
    _spoil(
        folder / "cases" / "d01_classic_low_low.toml", "[expect]\n", '[expect]\nunknown = ["A02"]\n'
    )

    with pytest.raises(CommandError, match="came out otherwise"):
        _check(folder, fix=True)

    assert "A02 was expected to be 'unknown', but is 'not_met'." in capsys.readouterr().err


def test_a_mistake_in_a_rule_is_shown_with_file_line_and_caret(folder, capsys):
    _spoil(folder / "rules" / "A02.toml", "vitamin_d_25oh < 12", "vitamin_d_25ho < 12")

    with pytest.raises(CommandError, match="1 problems were found"):
        _check(folder)

    told = capsys.readouterr().err
    assert "rules/A02.toml:A02 when:4:1: 'vitamin_d_25ho' is not a fact" in told
    assert "Did you mean 'vitamin_d_25oh'?" in told


def test_a_file_that_is_no_toml_is_told(folder, capsys):
    _spoil(folder / "rules" / "A02.toml", "code = ", "code ")

    with pytest.raises(CommandError, match="1 problems were found"):
        _check(folder)

    assert "rules/A02.toml:1:6: This is not valid TOML" in capsys.readouterr().err


def test_a_file_in_another_form_is_refused_and_fixed(folder, capsys):
    rule = folder / "rules" / "A02.toml"
    sound = rule.read_text(encoding="utf-8")
    _spoil(rule, 'code = "A02"\n', "code = 'A02'\n\n")

    with pytest.raises(CommandError, match="check_knowledge --fix"):
        _check(folder)
    assert "rules/A02.toml is not in its canonical form." in capsys.readouterr().err

    _check(folder, fix=True)
    assert rule.read_text(encoding="utf-8") == sound
