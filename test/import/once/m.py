print("body runs")
x = 5
