# Five bodies attracting each other, stepped with the symplectic Euler rule.
# Exercises float arithmetic on attributes and nested loops over a list.

N = 4000
EXPECTED = [-44975, -44983]

DAY = 0.01


class Body:
    def __init__(self, mass, position, velocity):
        self.mass = mass
        self.x, self.y, self.z = position
        self.vx, self.vy, self.vz = velocity


def make_bodies():
    # A heavy star and four planets on inclined, nearly round orbits.
    bodies = [Body(1000.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))]
    for index in range(4):
        radius = 5.0 + 4.0 * index
        speed = (1000.0 / radius) ** 0.5
        tilt = 0.1 * index
        bodies.append(
            Body(1.0 + index, (radius, 0.0, tilt), (0.0, speed, tilt * speed * 0.25))
        )
    return bodies


def step(bodies, dt):
    count = len(bodies)
    for i in range(count):
        a = bodies[i]
        for j in range(i + 1, count):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * square**0.5)
            to_a = pull * b.mass
            to_b = pull * a.mass
            a.vx -= dx * to_a
            a.vy -= dy * to_a
            a.vz -= dz * to_a
            b.vx += dx * to_b
            b.vy += dy * to_b
            b.vz += dz * to_b
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1 :]:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            total -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def run(n):
    bodies = make_bodies()
    before = energy(bodies)
    for _ in range(n):
        step(bodies, DAY)
    return [round(before * 100), round(energy(bodies) * 100)]
