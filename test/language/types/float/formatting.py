x = 1234.5678
print("{:.2f} {:10.1f}| {:e} {:g} {:+.1f} {:010.2f}".format(x, x, x, x, x, x))
print("{:.0f} {:%} {:.1%}".format(x, 0.25, 0.125))
print("%.3f %8.2f %e %g" % (x, x, x, x))
