from math import (floor, ceil,
                  sqrt as root,)
print(floor(1.5), ceil(1.5), root(9.0))
