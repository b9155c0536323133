print({1: 2} == {1: 2}, {1: 2} == {1: 3}, {1: 2} != {2: 1}, {} == {}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
try:
    {} < {}
except TypeError as e:
    print("TypeError:", e)
