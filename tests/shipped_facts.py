"""The shipped facts and parameters as a dictionary, read from their files."""

from functools import cache
from pathlib import Path

from mgdcds.core.dictionary.read import dictionary_from_contents
from mgdcds.core.values.toml import parse_toml

KNOWLEDGE = Path(__file__).parent.parent / "mgdcds" / "knowledge"


def shipped_contents():
    """This function will load the content of every shipped fact, by name."""
    facts = {}
    for path in sorted((KNOWLEDGE / "facts").glob("*.toml")):
        for content in parse_toml(path.read_text(encoding="utf-8"))["fact"]:
            facts[content["name"]] = content
    return facts


def shipped_parameters():
    """This function will load the content of every shipped parameter, by name."""
    path = KNOWLEDGE / "parameters.toml"
    if not path.exists():
        return {}
    listed = parse_toml(path.read_text(encoding="utf-8"))["parameter"]
    return {content["name"]: content for content in listed}


@cache
def load_shipped_dictionary():
    """This function will read the shipped dictionary."""
    return dictionary_from_contents(shipped_contents(), shipped_parameters())
