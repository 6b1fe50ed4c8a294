"""
The list page, its polling and its caching.

Nothing is imported from here by other rooms: the URL map names `views`, and the server's entry is
given `not_modified` by a setting.
"""
