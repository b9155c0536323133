print(- - 5, ~~5, -~5, ~-5, not not 5, + - + 3)
