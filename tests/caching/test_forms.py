"""Values that another release has stored are ignored, not misread."""

from dataclasses import make_dataclass

from portal.caching import form_of

OLD_MODULE, NEW_MODULE = "portal.accelevents.workshop", "portal.accelevents.records.workshop"


def record(module, *names):
    return make_dataclass("Workshop", names, namespace={"__module__": module})


def test_a_record_that_has_moved_or_gained_a_field_has_another_form():
    old = record(OLD_MODULE, "id")

    forms = {form_of(old), form_of(record(NEW_MODULE, "id"))}
    forms.add(form_of(record(OLD_MODULE, "id", "title")))

    assert len(forms) == 3
    assert form_of(record(OLD_MODULE, "id")) == form_of(old)
