# Four sorts written in Python beside the built-in one, on the same numbers.
# Exercises list reads and writes, slices, append and pop, comparison.

N = 12000
EXPECTED = [True, True, 33223, 1235]


def numbers(n):
    seed = 99
    out = []
    for _ in range(n):
        seed = (seed * 1021 + 4099) % 65521
        out.append(seed)
    return out


def quick_sort(items, low, high):
    while low < high:
        pivot = items[(low + high) >> 1]
        i = low
        j = high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        quick_sort(items, low, j)
        low = i


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    out.extend(left[i:])
    out.extend(right[j:])
    return out


def heap_push(heap, item):
    at = len(heap)
    heap.append(item)
    while at:
        parent = (at - 1) >> 1
        if heap[parent] <= item:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def heap_pop(heap):
    top = heap[0]
    item = heap.pop()
    size = len(heap)
    if size == 0:
        return top
    at = 0
    child = 1
    while child < size:
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if item <= heap[child]:
            break
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = item
    return top


def heap_sort(items):
    heap = []
    for item in items:
        heap_push(heap, item)
    return [heap_pop(heap) for _ in range(len(items))]


def insertion_sort(items):
    for i in range(1, len(items)):
        item = items[i]
        j = i - 1
        while j >= 0 and items[j] > item:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = item


def run(n):
    given = numbers(n)
    quick = given[:]
    quick_sort(quick, 0, n - 1)
    few = given[: n // 4]
    insertion_sort(few)
    built_in = sorted(given)
    by_last_digit = sorted(given, key=lambda x: (x % 10, x))
    same = quick == merge_sort(given) == heap_sort(given) == built_in
    return [same, few == sorted(given[: n // 4]), quick[n // 2], by_last_digit[n // 2]]
