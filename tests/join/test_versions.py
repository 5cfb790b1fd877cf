"""Versions: what makes two articles versions of one another, and which is newer."""

from dataclasses import replace

from onrecord.join.versions import Place, link_versions, superseded


def place(article, *, origin="/in/a.txt", generation=0, order=0):
    return Place(article.id, origin, article.key, generation, order)


def test_one_canonical_url_makes_versions_in_order_of_date(make_article):
    old = make_article("Two hurt.", key="x", published="2031-03-01", canonical_url="https://a.example/1")
    new = make_article("Three hurt.", key="y", published="2031-03-02", canonical_url="https://a.example/1")
    linked = link_versions({a.id: a for a in (old, new)}, [place(old, origin="/1"), place(new, origin="/2")])
    assert (linked[old.id].version_of, linked[new.id].version_of) == (None, old.id)
    assert superseded(linked.values()) == {old.id}


def test_an_update_is_newer_than_the_date_of_publication(make_article):
    first = make_article("Two hurt.", key="x", published="2031-03-01", canonical_url="https://a.example/1")
    later = replace(first, id="a0", updated="2031-03-05")
    linked = link_versions({a.id: a for a in (first, later)}, [place(first, origin="/1"), place(later, origin="/2")])
    assert linked["a0"].version_of == first.id


def test_a_changed_file_is_a_version_of_what_it_was(make_article):
    was, now = make_article("Two hurt."), make_article("Three hurt.")
    linked = link_versions({a.id: a for a in (was, now)}, [place(was), place(now, generation=1)])
    assert linked[now.id].version_of == was.id


def test_the_same_id_twice_in_a_file_is_two_versions(make_article):
    was, now = make_article("Two hurt.", key="7"), make_article("Three hurt.", key="7")
    linked = link_versions({a.id: a for a in (was, now)}, [place(was, order=0), place(now, order=4)])
    assert linked[now.id].version_of == was.id


def test_equal_texts_under_two_keys_are_no_versions(make_article):
    one, two = make_article("Two hurt.", key="x"), make_article("Two hurt.", key="y")
    linked = link_versions({a.id: a for a in (one, two)}, [place(one, origin="/x"), place(two, origin="/y")])
    assert [linked[a.id].version_of for a in (one, two)] == [None, None]


def test_files_of_one_name_in_two_folders_are_no_versions(make_article):
    one, two = make_article("Two hurt.", key="a.txt"), make_article("A flood.", key="a.txt")
    linked = link_versions({a.id: a for a in (one, two)}, [place(one, origin="/x/a"), place(two, origin="/y/a")])
    assert [linked[a.id].version_of for a in (one, two)] == [None, None]
