# Modules that are built in are not listed; only those that came from a file.
import sys, math
print("math" in sys.modules, "nope" in sys.modules, type(sys.modules))
