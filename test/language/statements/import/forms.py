import sys
import sys as s
from sys import version_info
from sys import version_info as v, byteorder as b
print(s is sys, v is version_info, v is sys.version_info, b == sys.byteorder)
