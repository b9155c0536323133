import sys

print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError as e:
    kind, value, trace = sys.exc_info()
    print(kind, value is e)
print(sys.exc_info())
