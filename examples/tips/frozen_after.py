"""Frozen functions run where they are, in the flash."""

from heapq import heappop, heappush

heap = []
for i in range(20):
    heappush(heap, i * 7 % 20)
print([heappop(heap) for i in range(20)])
