# Shapes, counters and a linked queue: calls of methods through instances,
# base classes, super(), bound methods and properties.

N = 30000
EXPECTED = [143486, 2, "rectangle"]


class Shape:
    sides = 0

    def __init__(self, name):
        self.name = name
        self.moves = 0

    def area(self):
        return 0

    def move(self, by):
        self.moves += by
        return self

    def describe(self):
        return self.area() + self.sides + self.moves

    @property
    def weight(self):
        return self.area() * 2


class Rectangle(Shape):
    sides = 4

    def __init__(self, width, height):
        super().__init__("rectangle")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height


class Square(Rectangle):
    def __init__(self, width):
        super().__init__(width, width)

    def describe(self):
        return super().describe() + 1


class Triangle(Shape):
    sides = 3

    def __init__(self, base, height):
        Shape.__init__(self, "triangle")
        self.base = base
        self.height = height

    def area(self):
        return self.base * self.height // 2


class Queue:
    def __init__(self):
        self._items = []
        self._at = 0

    def put(self, item):
        self._items.append(item)

    def take(self):
        item = self._items[self._at]
        self._at += 1
        if self._at > 16:
            self._items = self._items[self._at :]
            self._at = 0
        return item

    def __len__(self):
        return len(self._items) - self._at


class Accumulator:
    def __init__(self):
        self.total = 0

    def add(self, value):
        self.total = (self.total + value) % 1000003

    def __call__(self, value):
        self.add(value)


def run(n):
    accumulator = Accumulator()
    queue = Queue()
    bound = accumulator.add
    for i in range(n):
        for shape in (Rectangle(i, 2), Square(i % 13), Triangle(i, 3)):
            queue.put(shape.move(i & 3).move(1))
        while len(queue) > 2:
            shape = queue.take()
            accumulator.add(shape.describe())
            bound(shape.weight)
            accumulator(shape.moves)
            if isinstance(shape, Rectangle) and shape.name == "rectangle":
                accumulator.add(shape.width)
    return [accumulator.total, len(queue), queue.take().name]
