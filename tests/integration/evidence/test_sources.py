"""The list of sources and the page of one."""

from __future__ import annotations

import pytest

from tests.house.pages import check_page, read_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(sign_in, clinician):
    client = sign_in(clinician)
    return lambda path, **query: read_page(check_page(client.get(path, query)))


def test_every_source_is_listed_by_kind(read):
    page = read("/evidence/sources/")

    headings = [one.text() for one in page.walk() if one.tag == "h2"]
    assert "77 sources" in page.text()
    assert headings[:2] == ["Meta-analyses", "Randomised trials"]
    assert "Animal studies (background only)" in headings


def test_sources_are_found_by_words(read):
    assert "1 source" in read("/evidence/sources/", q="wesselink").text()
    assert "No source holds these words" in read("/evidence/sources/", q="unicorn").text()


def test_a_source_links_out_and_to_its_claims(read):
    page = read("/evidence/sources/wesselink2020/")

    links = {one.attributes["href"]: one.attributes for one in page.walk() if one.tag == "a"}
    doi = links["https://doi.org/10.1093/ajcn/nqaa049"]
    assert doi["rel"] == "noopener noreferrer"
    assert "https://pubmed.ncbi.nlm.nih.gov/32190892/" in links
    assert "/evidence/claims/c3_mortality/" in links
    assert "/rules/P03/" in links


def test_what_is_from_memory_is_marked(read):
    page = read("/evidence/sources/deng2013/")

    (pmid,) = [one for one in page.walk() if one.tag == "dd" and "23981518" in one.text()]
    assert "Unverified" in pmid.text()


def test_a_source_tells_its_limits(read):
    text = read("/evidence/sources/dai2018/").text()

    assert "Surrogate outcome." in text
    assert "Partly checked" in text


def test_a_source_that_is_not_there_is_not_found(sign_in, clinician):
    check_page(sign_in(clinician).get("/evidence/sources/nobody1900/"), status=404)
