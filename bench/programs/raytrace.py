# Spheres over a chequered floor, with shadows and one mirror bounce each.
# Exercises small objects with operator methods, floats and polymorphism.

import math

N = 110
EXPECTED = [373915, 405778, 554771]


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1.0 / math.sqrt(self.dot(self)))


class Ray:
    def __init__(self, origin, direction):
        self.origin = origin
        self.direction = direction

    def at(self, distance):
        return self.origin + self.direction * distance


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def distance(self, ray):
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        square = along * along - to_centre.dot(to_centre) + self.radius * self.radius
        if square < 0.0:
            return None
        near = along - math.sqrt(square)
        return near if near > 1e-6 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    mirror = 0.1

    def __init__(self, height):
        self.height = height

    def distance(self, ray):
        if ray.direction.y >= -1e-6:
            return None
        distance = (self.height - ray.origin.y) / ray.direction.y
        return distance if distance > 1e-6 else None

    def normal(self, point):
        return Vector(0.0, 1.0, 0.0)

    def colour_at(self, point):
        if (math.floor(point.x) + math.floor(point.z)) % 2:
            return Vector(0.9, 0.9, 0.9)
        return Vector(0.2, 0.1, 0.1)


class Scene:
    def __init__(self):
        self.things = [Floor(-1.0)]
        self.light = Vector(5.0, 8.0, -5.0)
        for i in range(4):
            centre = Vector(i * 1.5 - 2.2, 0.3 * i - 0.5, 4.0 + 0.7 * i)
            colour = Vector(0.3 + 0.2 * i, 0.8 - 0.2 * i, 0.5)
            self.things.append(Sphere(centre, 0.8, colour, 0.15 * i))

    def hit(self, ray):
        nearest = None
        thing = None
        for candidate in self.things:
            distance = candidate.distance(ray)
            if distance is not None and (nearest is None or distance < nearest):
                nearest = distance
                thing = candidate
        return thing, nearest

    def trace(self, ray, depth):
        thing, distance = self.hit(ray)
        if thing is None:
            sky = 0.5 + 0.5 * ray.direction.y
            return Vector(0.4, 0.5, 0.9) * sky
        point = ray.at(distance)
        normal = thing.normal(point)
        to_light = (self.light - point).unit()
        bright = normal.dot(to_light)
        if bright > 0.0 and self.hit(Ray(point + normal * 0.001, to_light))[0] is not None:
            bright = 0.0
        colour = thing.colour_at(point) * (0.2 + max(bright, 0.0) * 0.8)
        if depth and thing.mirror:
            back = ray.direction - normal * (2.0 * normal.dot(ray.direction))
            mirrored = self.trace(Ray(point + normal * 0.001, back), depth - 1)
            colour = colour * (1.0 - thing.mirror) + mirrored * thing.mirror
        return colour


def run(n):
    scene = Scene()
    eye = Vector(0.0, 0.5, -3.0)
    total = Vector(0.0, 0.0, 0.0)
    for row in range(n):
        for column in range(n):
            x = (column + 0.5) / n - 0.5
            y = 0.5 - (row + 0.5) / n
            total = total + scene.trace(Ray(eye, Vector(x, y, 1.0).unit()), 2)
    return [round(total.x * 100), round(total.y * 100), round(total.z * 100)]
