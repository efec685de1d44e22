"""A form looks the same however it is laid out: crispy's own fields use our row."""

from __future__ import annotations

from crispy_forms.utils import render_crispy_form
from django.template import Context, Template

from mgdcds.core.values.problems import Place, Problem
from mgdcds.pages.components.forms import add_problems, mistakes_of
from mgdcds.pages.components.gallery import SampleForm
from tests.house.pages import problems_of_page, read_page


def test_crispy_lays_out_our_rows() -> None:
    html = render_crispy_form(SampleForm({"born": "yesterday"}))

    rows = [
        one for one in read_page(html).walk() if "c-row" in one.attributes.get("class", "").split()
    ]
    assert len(rows) == 7
    assert "Enter a valid date." in html
    assert problems_of_page(html.replace('method="post"', ""), is_part=True) == []


def test_a_hint_and_an_error_come_before_their_control() -> None:
    form = SampleForm({"sex": "f"})
    html = Template("{% load components %}{% field form.name %}").render(Context({"form": form}))

    order = [html.index(part) for part in ("<label", "As in the passport.", "required", "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_problems_of_an_operation_go_to_their_fields() -> None:
    form = SampleForm({"name": "x", "sex": "f", "reviewed": "on"})

    add_problems(
        form,
        [
            Problem(Place(field="name"), "X", "'x' is taken.", "Choose another."),
            Problem(Place(field="elsewhere"), "Y", "Nobody is there."),
        ],
    )

    assert form.errors["name"] == ["'x' is taken. Choose another."]
    assert [one.message for one in mistakes_of(form)] == [
        "Nobody is there.",
        "'x' is taken. Choose another.",
    ]


def test_a_mistake_in_a_group_leads_to_its_first_choice() -> None:
    mistakes = {one.message: one.anchor for one in mistakes_of(SampleForm({"name": "x"}))}

    assert mistakes["This field is required."] in {"id_sex_0", "id_reviewed"}


def test_typed_text_is_never_read_as_html() -> None:
    form = SampleForm({"name": "<script>x</script>", "unit": "<b>"})
    rows = "{% for one in form %}{% field one %}{% endfor %}"
    template = Template("{% load components %}{% error_summary form %}" + rows)
    html = template.render(Context({"form": form}))

    assert "<script>" not in html
    assert "<b>" not in html
