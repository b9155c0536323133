try:
    raise ValueError
except ValueError as e:
    print(hasattr(e, "__traceback__"))
