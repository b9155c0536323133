# A tiny operating system: tasks of several classes pass packets to each other
# under a scheduler with priorities. In the spirit of Martin Richards' program.
# Exercises classes, method dispatch, linked lists and state flags.

N = 35
EXPECTED = [81412, 32564, 7979]

IDLE, WORKER, LEFT_HANDLER, RIGHT_HANDLER, LEFT_DEVICE, RIGHT_DEVICE = range(6)
TO_DEVICE, TO_WORKER = range(2)
PAYLOAD = 4


class Packet:
    def __init__(self, link, owner, kind):
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0] * PAYLOAD

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, ident, priority, queue):
        self.system = system
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.waiting = queue is None
        self.held = False
        system.add(self)

    def runnable(self):
        if self.held:
            return False
        return not self.waiting or self.queue is not None

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
            packet.link = None
        return packet

    def activate(self):
        packet = self.take() if self.waiting else None
        self.waiting = False
        return self.step(packet)

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.held = True
        self.system.holds += 1
        return None

    def send(self, packet, target):
        task = self.system.tasks[target]
        packet.owner = self.ident
        task.queue = packet.append_to(task.queue)
        self.system.packets += 1
        return task if task.priority > self.priority else self

    def step(self, packet):
        raise NotImplementedError


class IdleTask(Task):
    def __init__(self, system, count):
        super().__init__(system, IDLE, 0, None)
        self.waiting = False
        self.count = count
        self.control = 1

    def step(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1:
            self.control = (self.control >> 1) ^ 0xD008
            return self.system.release(RIGHT_DEVICE)
        self.control >>= 1
        return self.system.release(LEFT_DEVICE)


class WorkTask(Task):
    def __init__(self, system, queue):
        super().__init__(system, WORKER, 1000, queue)
        self.target = LEFT_HANDLER
        self.letter = 0

    def step(self, packet):
        if packet is None:
            return self.wait()
        self.target = LEFT_HANDLER + RIGHT_HANDLER - self.target
        packet.datum = 0
        for i in range(PAYLOAD):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        return self.send(packet, self.target)


class HandlerTask(Task):
    def __init__(self, system, ident, priority, queue, device):
        super().__init__(system, ident, priority, queue)
        self.device = device
        self.work = None
        self.done = None

    def step(self, packet):
        if packet is not None:
            if packet.kind == TO_WORKER:
                self.work = packet.append_to(self.work)
            else:
                self.done = packet.append_to(self.done)
        work = self.work
        if work is not None:
            if work.datum >= PAYLOAD:
                self.work = work.link
                return self.send(work, WORKER)
            if self.done is not None:
                free = self.done
                self.done = free.link
                free.datum = work.data[work.datum]
                work.datum += 1
                return self.send(free, self.device)
        return self.wait()


class DeviceTask(Task):
    def __init__(self, system, ident, priority):
        super().__init__(system, ident, priority, None)
        self.pending = None
        self.output = 0

    def step(self, packet):
        if packet is None:
            pending = self.pending
            if pending is None:
                return self.wait()
            self.pending = None
            self.output = (self.output * 31 + pending.datum) % 65521
            return self.send(pending, pending.owner)
        self.pending = packet
        return self.hold()


class System:
    def __init__(self):
        self.tasks = {}
        self.order = []
        self.holds = 0
        self.packets = 0

    def add(self, task):
        self.tasks[task.ident] = task
        self.order.append(task)
        self.order.sort(key=lambda each: -each.priority)

    def release(self, ident):
        task = self.tasks[ident]
        task.held = False
        return task

    def next_runnable(self):
        for task in self.order:
            if task.runnable():
                return task
        return None

    def run(self):
        task = self.next_runnable()
        while task is not None:
            following = task.activate()
            if following is None or not following.runnable():
                following = self.next_runnable()
            task = following


def chain(owner, kind, count):
    packet = None
    for _ in range(count):
        packet = Packet(packet, owner, kind)
    return packet


def simulate(count):
    system = System()
    IdleTask(system, count)
    WorkTask(system, chain(WORKER, TO_WORKER, 2))
    HandlerTask(
        system, LEFT_HANDLER, 2000, chain(LEFT_DEVICE, TO_DEVICE, 3), LEFT_DEVICE
    )
    HandlerTask(
        system, RIGHT_HANDLER, 3000, chain(RIGHT_DEVICE, TO_DEVICE, 3), RIGHT_DEVICE
    )
    left = DeviceTask(system, LEFT_DEVICE, 4000)
    right = DeviceTask(system, RIGHT_DEVICE, 5000)
    system.run()
    return [system.packets, system.holds, left.output ^ right.output]


def run(n):
    return simulate(n * 1000)
