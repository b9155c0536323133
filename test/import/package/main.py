import pkg
print(pkg.value, pkg.__name__)
import pkg.sub
print(pkg.sub.name, pkg.sub.__name__)
