while False:
    print("never")
else:
    print("else runs")
