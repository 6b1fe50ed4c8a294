"""Lists that another release has pickled are ignored, not misread."""

from dataclasses import make_dataclass

from workshops.catalogue.shared_store import pickle_format

OLD_MODULE, NEW_MODULE = "portal.accelevents.workshop", "portal.accelevents.records.workshop"


def record(module, *names):
    return make_dataclass("Workshop", names, namespace={"__module__": module})


def test_a_record_that_has_moved_or_gained_a_field_has_another_format():
    old = record(OLD_MODULE, "id")

    formats = {pickle_format(old), pickle_format(record(NEW_MODULE, "id"))}
    formats.add(pickle_format(record(OLD_MODULE, "id", "title")))

    assert len(formats) == 3
    assert pickle_format(record(OLD_MODULE, "id")) == pickle_format(old)
