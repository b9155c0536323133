print({1}, set(), type({1, 2}), len({1, 1.0, True}))
