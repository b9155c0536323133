import sys
try:
    sys.exit(3)
except SystemExit as e:
    print(e.args, e.code if hasattr(e, "code") else "no code")
try:
    raise SystemExit
except SystemExit as e:
    print(e.args)
