import sys
sys.stdout.write("a")
sys.stdout.write("b\n")
