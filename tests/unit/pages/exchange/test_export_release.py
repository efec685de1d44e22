"""`manage.py export_release` writes the shipped knowledge without a database."""

from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.unit.pages.exchange.command import Ran

VERSION = load_shipped_rulebook().hash[:12]


def test_cql_is_printed():
    ran = Ran("export_release", "--format", "cql")

    assert (ran.code, ran.err) == (0, "")
    assert f"library MgDCDS version '{VERSION}'" in ran.out
    assert 'define "B02":' in ran.out


def test_a_file_is_written_with_the_same_bytes_each_time(tmp_path):
    first = Ran("export_release", "--out", str(tmp_path))
    written = (tmp_path / f"MgDCDS-{VERSION}.cql").read_bytes()
    again = Ran("export_release", "--out", str(tmp_path))
    forced = Ran("export_release", "--out", str(tmp_path), "--force")

    assert first.code == 0
    assert f"MgDCDS-{VERSION}.cql" in first.out
    assert again.code == 2
    assert "is there already" in again.err
    assert forced.code == 0
    assert (tmp_path / f"MgDCDS-{VERSION}.cql").read_bytes() == written
