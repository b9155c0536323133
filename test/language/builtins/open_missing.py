try:
    open("no-such-file-here")
except OSError as e:
    print("OSError", e.errno, e.args[0])
