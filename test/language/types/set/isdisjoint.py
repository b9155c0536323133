print({1, 2}.isdisjoint({3}), {1, 2}.isdisjoint([2]), set().isdisjoint(set()))
