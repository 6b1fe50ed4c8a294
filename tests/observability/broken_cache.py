"""A cache whose server cannot be reached."""

from django.core.cache.backends.base import BaseCache


class BrokenCache(BaseCache):
    def __init__(self, *args):
        super().__init__({})

    def _fail(self, *args, **kwargs):
        raise OSError("the cache does not answer")

    get = get_many = add = set = delete = clear = _fail
