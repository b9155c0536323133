# All placements of 4 to n queens, by depth-first search with lists of taken lines.
# Exercises recursion, list indexing and integer arithmetic.

N = 11
EXPECTED = [2, 10, 4, 40, 92, 352, 724, 2680, 85]


class Board:
    def __init__(self, size):
        self.size = size
        self.columns = [False] * size
        self.rising = [False] * (2 * size)
        self.falling = [False] * (2 * size)
        self.placed = [0] * size
        self.solutions = 0
        self.first = None


def place(board, row):
    size = board.size
    if row == size:
        board.solutions += 1
        if board.first is None:
            board.first = list(board.placed)
        return
    columns = board.columns
    rising = board.rising
    falling = board.falling
    for column in range(size):
        up = row + column
        down = row - column + size
        if columns[column] or rising[up] or falling[down]:
            continue
        columns[column] = rising[up] = falling[down] = True
        board.placed[row] = column
        place(board, row + 1)
        columns[column] = rising[up] = falling[down] = False


def run(n):
    solutions = []
    for size in range(4, n + 1):
        board = Board(size)
        place(board, 0)
        solutions.append(board.solutions)
    weight = 0
    for row, column in enumerate(board.first):
        weight += (row % 3) * column + column // 2
    solutions.append(weight)
    return solutions
