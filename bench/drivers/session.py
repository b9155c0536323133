# Serves one benchmark program to the harness: checks it once, then answers each
# line on stdin with the microseconds of one call. Runs on every Python.

import gc
import sys
import time

if hasattr(time, "ticks_us"):

    def elapsed(start):
        return time.ticks_diff(time.ticks_us(), start)

    now = time.ticks_us
else:

    def elapsed(start):
        return (time.perf_counter() - start) * 1000000

    now = time.perf_counter


NAMES = {"cpython": "CPython", "micropython": "MicroPython", "pypy": "PyPy"}


def describe():
    about = sys.implementation
    version = about.version
    if about.name == "pypy":
        version = sys.pypy_version_info
    return "%s %d.%d.%d" % ((NAMES.get(about.name, about.name),) + tuple(version[:3]))


def load(path):
    folder, file = path.rsplit("/", 1)
    sys.path.insert(0, folder)
    return __import__(file[: -len(".py")])


def serve(program):
    run = program.run
    n = program.N
    result = run(n)
    if result != program.EXPECTED:
        print("wrong", repr(result))
        return
    print("ready", describe())
    while sys.stdin.readline():
        gc.collect()
        start = now()
        run(n)
        print(elapsed(start))


serve(load(sys.argv[1]))
