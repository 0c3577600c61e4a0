from reports.statistics.headings import headings

#   1 ── 2 ── 4
#     └─ 3      5 (a tree of its own)
TREE = {1: None, 2: 1, 3: 1, 4: 2, 5: None}


def test_headings_are_the_tops_where_nothing_is_chosen():
    assert headings(TREE, chosen=None) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 5}


def test_headings_of_a_chosen_node_are_its_children_and_itself():
    assert headings(TREE, chosen=1) == {1: 1, 2: 2, 3: 3, 4: 2}


def test_headings_open_a_single_top():
    assert headings({1: None, 2: 1, 3: 1}, chosen=None) == {1: 1, 2: 2, 3: 3}


def test_headings_of_a_lone_node_is_itself():
    assert headings({1: None}, chosen=None) == {1: 1}
    assert headings({}, chosen=None) == {}


def test_headings_treat_a_node_with_an_unknown_parent_as_a_top():
    assert headings({1: None, 7: 99}, chosen=None) == {1: 1, 7: 7}
