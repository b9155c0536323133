# Coroutines without a library: a scheduler of thirty lines.


class Pause:
    """Awaited, it gives the turn to the other tasks so many times."""

    def __init__(self, turns):
        self.turns = turns

    def __iter__(self):
        for _ in range(self.turns):
            yield

    __await__ = __iter__


async def worker(name, steps, results):
    for step in range(steps):
        await Pause(1)
        print(name, "step", step)
    results[name] = await total(steps)


async def total(steps):
    await Pause(2)
    return sum(range(steps))


def run_all(tasks):
    turns = 0
    while tasks:
        task = tasks.pop(0)
        turns += 1
        try:
            task.send(None)
        except StopIteration:
            continue
        tasks.append(task)
    return turns


results = {}
turns = run_all([worker("A", 2, results), worker("B", 3, results)])
print(turns, sorted(results.items()))
