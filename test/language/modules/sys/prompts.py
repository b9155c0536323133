import sys

print(repr(sys.ps1), repr(sys.ps2))
sys.ps1 = "? "
print(repr(sys.ps1))
print(type(sys.executable))
