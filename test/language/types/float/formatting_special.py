for x in (float("inf"), float("-inf"), float("nan")):
    print("%f %g %5.1f {:f} {:>6}".replace("{:f}", str(x)) % (x, x, x))
