"""Refusals carry fields and an exit code."""

import pytest

from kpi.errors import KaoheError, Refused, WrongUsage


class NoSuchThing(Refused):
    FIELDS = ("what", "nearest")


def test_an_error_keeps_its_fields_and_names_its_sentence():
    error = NoSuchThing(what="gvm", nearest="gmv")
    assert error.fields == {"what": "gvm", "nearest": "gmv"}
    assert error.message_id == "error.no_such_thing"


@pytest.mark.parametrize("fields", [{}, {"what": 1}, {"what": 1, "nearest": 2, "more": 3}])
def test_a_field_too_few_or_too_many_is_a_fault_of_the_code(fields):
    with pytest.raises(TypeError, match="NoSuchThing takes"):
        NoSuchThing(**fields)


@pytest.mark.parametrize(("kind", "code"), [(KaoheError, 1), (Refused, 1), (NoSuchThing, 1), (WrongUsage, 2)])
def test_what_is_refused_exits_with_1_and_wrong_usage_with_2(kind, code):
    assert kind.exit_code == code
