import sys

print(sys.stdout.write("out\n"))
print(hasattr(sys.stdin, "read"), hasattr(sys.stderr, "write"))
print(type(sys.platform), type(sys.version), sys.version.startswith("3.4.0"))
