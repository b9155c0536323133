# Solves a sudoku by keeping, for each empty square, the set of digits still possible
# as bits, and always trying the square with the fewest.

PUZZLE = """
8 . . . . . . . .
. . 3 6 . . . . .
. 7 . . 9 . 2 . .
. 5 . . . 7 . . .
. . . . 4 5 7 . .
. . . 1 . . . 3 .
. . 1 . . . . 6 8
. . 8 5 . . . 1 .
. 9 . . . . 4 . .
"""
ALL = 0b1111111110
COUNT = [bin(bits).count("1") for bits in range(1024)]


class Sudoku:
    def __init__(self, text):
        self.squares = [int(mark) if mark != "." else 0 for mark in text.split()]
        self.rows = [0] * 9
        self.columns = [0] * 9
        self.boxes = [0] * 9
        self.tried = 0
        for square, digit in enumerate(self.squares):
            if digit:
                self.toggle(square, digit)

    def toggle(self, square, digit):
        """Takes a digit into a square's row, column and box, or out again."""
        row, column = divmod(square, 9)
        self.rows[row] ^= 1 << digit
        self.columns[column] ^= 1 << digit
        self.boxes[row // 3 * 3 + column // 3] ^= 1 << digit

    def possible(self, square):
        row, column = divmod(square, 9)
        taken = self.rows[row] | self.columns[column] | self.boxes[row // 3 * 3 + column // 3]
        return ALL & ~taken

    def tightest(self):
        """The empty square with the fewest possible digits, and these."""
        best, least = None, ALL
        for square, digit in enumerate(self.squares):
            if digit == 0:
                digits = self.possible(square)
                if best is None or COUNT[digits] < COUNT[least]:
                    best, least = square, digits
                    if COUNT[digits] < 2:
                        break
        return best, least

    def solve(self):
        square, digits = self.tightest()
        if square is None:
            return True
        for digit in range(1, 10):
            if digits >> digit & 1:
                self.tried += 1
                self.squares[square] = digit
                self.toggle(square, digit)
                if self.solve():
                    return True
                self.toggle(square, digit)
                self.squares[square] = 0
        return False

    def __str__(self):
        rows = [self.squares[start : start + 9] for start in range(0, 81, 9)]
        return "\n".join([" ".join([str(digit) for digit in row]) for row in rows])


sudoku = Sudoku(PUZZLE)
if sudoku.solve():
    print(sudoku)
print(sudoku.tried, "digits tried")
