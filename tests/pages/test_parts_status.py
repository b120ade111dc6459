"""A status is judged on the attainment as shown, and never said by colour alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import status
from pages.parts.numbers import attainment
from pages.parts.status import Status, badge, judge


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (1.2, Status.MET),
        (1, Status.MET),
        (0.9995, Status.MET),  # shown as 100.0%
        (0.9994, Status.NEAR),
        (0.9698, Status.NEAR),  # shown as 97.0%
        (0.9695, Status.NEAR),
        (0.96949, Status.MISSED),  # shown as 96.9%
        (0, Status.MISSED),
        (-0.3, Status.MISSED),
        (None, Status.UNSET),
    ],
)
def test_the_shown_attainment_decides(share, expected):
    assert judge(share) is expected


def test_what_has_no_value_or_can_still_change_is_not_judged():
    assert judge(None, has_value=False) is Status.EMPTY
    assert judge(0.5, has_value=False) is Status.EMPTY
    assert judge(0.5, provisional=True) is Status.PROVISIONAL


@given(st.floats(0, 3))
def test_shown_figure_and_status_never_contradict(share):
    shown = float(attainment(share).removesuffix("%").replace(",", ""))
    assert judge(share) is (Status.MET if shown >= 100 else Status.NEAR if shown >= 97 else Status.MISSED)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("one", list(Status))
def test_each_badge_has_a_shape_and_a_word(one, lang):
    drawn = badge(one, lang)
    assert status.SHAPES[one] in drawn
    assert f"status.{one}" not in drawn


def test_judged_states_differ_in_shape():
    assert (
        len({status.SHAPES[one] for one in (Status.MET, Status.NEAR, Status.MISSED, Status.UNSET, Status.PROVISIONAL)})
        == 5
    )
