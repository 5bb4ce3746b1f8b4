"""Feature slices: the tree from a route over its handler down to types, tables, other services and tests."""

from groundplan.discover.feature_slice.anchors import Anchor, anchors_of, nearest_names, place_of, title_of
from groundplan.discover.feature_slice.build import slice_of

__all__ = ["Anchor", "anchors_of", "nearest_names", "place_of", "slice_of", "title_of"]
