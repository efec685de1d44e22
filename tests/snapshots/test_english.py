"""The English of release 1 is the page that people have read."""

from tests.snapshots.english import PAGE, write_page


def test_the_english_of_release_1_is_as_it_was_read():
    assert write_page() == PAGE.read_text(encoding="utf-8"), (
        "Read what changed, then write the page: .venv/bin/python -m tests.snapshots.english"
    )
