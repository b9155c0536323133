try:
    raise KeyboardInterrupt
except Exception:
    print("Exception")
except BaseException as e:
    print("BaseException", repr(e))
