a = {1, 2, 3}
print(sorted(a.intersection({2, 3, 4})), a.intersection([3]), sorted(a & {1, 3}), a & {9})
