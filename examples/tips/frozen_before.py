"""Freeze code into the firmware: what a program defines lies in the heap. These functions are those of `heapq`."""

# A list as a binary heap: an item is not more than the two items at twice its index plus one and two.


def _check(heap):
    if not isinstance(heap, list):
        raise TypeError("heap must be a list")


def _rise(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


# The smaller children move up to a leaf, then the item rises from there: it mostly belongs far below.
def _sink(heap, pos):
    start = pos
    end = len(heap)
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _rise(heap, start, pos)


def heappush(heap, item):
    _check(heap)
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    _check(heap)
    if not heap:
        raise IndexError("empty heap")
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return first


def heapify(heap):
    _check(heap)
    for pos in range(len(heap) // 2 - 1, -1, -1):
        _sink(heap, pos)


heap = []
for i in range(20):
    heappush(heap, i * 7 % 20)
print([heappop(heap) for i in range(20)])
