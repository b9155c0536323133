# A raytracer for the terminal: spheres above a chequered floor, shaded with letters.

from math import floor, sqrt

SHADES = " .,:;i1tfLCG08@"
WIDTH = 64
HEIGHT = 24


class Vec:
    def __init__(self, x, y, z):
        self.x, self.y, self.z = x, y, z

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vec(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vec(self.x * factor, self.y * factor, self.z * factor)

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def normalized(self):
        return self * (1 / sqrt(self @ self))


class Sphere:
    def __init__(self, centre, radius, brightness, mirror=0.0):
        self.centre = centre
        self.radius = radius
        self.brightness = brightness
        self.mirror = mirror

    def meet(self, start, direction):
        """The distance at which a ray enters the sphere, or None."""
        to_centre = self.centre - start
        middle = to_centre @ direction
        square = self.radius**2 - to_centre @ to_centre + middle**2
        if square < 0:
            return None
        distance = middle - sqrt(square)
        return distance if distance > 0.001 else None

    def normal(self, point):
        return (point - self.centre).normalized()

    def shade(self, point):
        return self.brightness


class Floor:
    mirror = 0.25

    def meet(self, start, direction):
        if direction.y >= 0:
            return None
        distance = -start.y / direction.y
        return distance if 0.001 < distance < 40 else None

    def normal(self, point):
        return Vec(0, 1, 0)

    def shade(self, point):
        return 0.9 if (floor(point.x) + floor(point.z)) % 2 else 0.25


THINGS = [
    Floor(),
    Sphere(Vec(-1.4, 1, 4.5), 1.0, 0.5, 0.4),
    Sphere(Vec(0.9, 0.7, 3.6), 0.7, 0.95),
    Sphere(Vec(2.4, 1.5, 6), 1.5, 0.3, 0.6),
]
LIGHT = Vec(-4, 7, -2)


def nearest(start, direction):
    found, least = None, 1000.0
    for thing in THINGS:
        distance = thing.meet(start, direction)
        if distance is not None and distance < least:
            found, least = thing, distance
    return found, least


def trace(start, direction, bounces=2):
    """How bright the world is from a point in a direction: 0 to 1."""
    thing, distance = nearest(start, direction)
    if thing is None:
        return 0.15 * max(direction.y, 0)
    point = start + direction * distance
    normal = thing.normal(point)
    to_light = (LIGHT - point).normalized()
    lit = max(normal @ to_light, 0)
    if lit and nearest(point, to_light)[0]:
        lit = 0
    brightness = thing.shade(point) * (0.15 + 0.85 * lit)
    if thing.mirror and bounces:
        mirrored = direction - normal * (2 * (normal @ direction))
        seen = trace(point, mirrored, bounces - 1)
        brightness += (seen - brightness) * thing.mirror
    return brightness


eye = Vec(0, 1.4, -2)
for row in range(HEIGHT):
    line = ""
    for column in range(WIDTH):
        # Four rays a letter, for soft edges. A letter is twice as high as wide.
        sum_of_rays = 0
        for dx, dy in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
            x = (column + dx) / WIDTH - 0.5
            y = (0.5 - (row + dy) / HEIGHT) * (2 * HEIGHT / WIDTH)
            sum_of_rays += trace(eye, Vec(x * 1.4, y * 1.1 - 0.12, 1).normalized())
        line += SHADES[min(int(sum_of_rays / 4 * len(SHADES)), len(SHADES) - 1)]
    print(line.rstrip())
