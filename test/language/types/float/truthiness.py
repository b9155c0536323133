print([x for x in (0.0, -0.0, 1e-300, float("nan")) if x])
