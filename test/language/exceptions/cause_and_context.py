# MicroPython does not chain exceptions.
try:
    try:
        raise KeyError
    except KeyError as k:
        raise ValueError from k
except ValueError as e:
    print(getattr(e, "__cause__", "no cause"), getattr(e, "__context__", "no context"))
