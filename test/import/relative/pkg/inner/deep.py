from ..other import x as up
from .near import y as sibling
from .. import value as pkg_value
