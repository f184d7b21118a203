"""The radar's geometry."""

from ecosystem import radar


def test_shape_of_top_levels_lies_on_the_outer_ring():
    assert radar.shape([5] * 8) == radar.rings(8)[-1]


def test_first_axis_points_up_and_levels_are_in_proportion():
    assert radar.shape([5, 0, 0, 0]).split()[0] == "100.0,22.0"
    assert radar.shape([0, 0, 0, 0]).split() == ["100.0,100.0"] * 4


def test_component_without_a_level_has_no_corner():
    assert len(radar.shape([1, None, 2, 3]).split()) == 3
