# A mix of everyday statements in the spirit of Dhrystone: records, arrays,
# string comparison, branches and small procedure calls.

N = 100000
EXPECTED = [700012, 6, 100000, 5, True]

FIRST, SECOND, THIRD, FOURTH = range(4)


class Record:
    def __init__(self, following=None, kind=FIRST, number=0, text=""):
        self.following = following
        self.kind = kind
        self.number = number
        self.text = text

    def copy(self):
        return Record(self.following, self.kind, self.number, self.text)


class State:
    def __init__(self):
        self.number = 0
        self.flag = False
        self.letter = "A"
        self.row = [0] * 50
        self.grid = [[0] * 50 for _ in range(50)]
        self.tail = Record()
        self.head = Record(self.tail, THIRD, 40, "A RECORD WITH A PLAIN TEXT")


def same_letter(left, right):
    return FIRST if left != right else SECOND


def is_third(kind):
    return kind == THIRD


def texts_differ(state, left, right):
    position = 1
    letter = "A"
    while position <= 1:
        if same_letter(left[position], right[position + 1]) == FIRST:
            letter = "A"
            position += 1
    if "W" <= letter < "Z":
        position = 7
    if letter == "X":
        return True
    if left > right:
        state.number = position + 7
        return True
    return False


def kind_after(state, kind):
    if is_third(kind):
        result = kind
    else:
        result = FOURTH
    if kind == FIRST:
        return FIRST
    if kind == SECOND:
        return FIRST if state.number > 100 else FOURTH
    if kind == THIRD:
        return SECOND
    return result


def fill(state, place, value):
    row = state.row
    grid = state.grid
    at = place + 5
    row[at] = value
    row[at + 1] = row[at]
    row[at + 30] = at
    for column in range(at, at + 2):
        grid[at][column] = at
    grid[at][at - 1] += 1
    grid[at + 20][at] = row[at]
    state.number = 5


def advance(state, record):
    following = state.head.copy()
    record.following = following
    record.number = 5
    following.number = record.number
    following.following = record.following
    if following.kind == FIRST:
        following.number = 6
        following.kind = kind_after(state, record.kind)
        following.following = state.head.following
        following.number = following.number + 10
    else:
        record = following.copy()
    return record


def run(n):
    state = State()
    first = "THE FIRST OF SOME TEXTS"
    total = 0
    for turn in range(n):
        state.letter = "B" if turn & 1 else "A"
        state.flag = state.flag or state.letter == "A"
        one = 2
        two = 3
        second = "THE SECOND OF SOME TEXTS"
        kind = SECOND
        state.flag = not texts_differ(state, first, second)
        while one < two:
            three = 5 * one - two
            three = one + two + three % 3
            one += 1
        fill(state, one, three)
        state.tail = advance(state, state.head)
        for code in range(ord("A"), ord(state.letter) + 2):
            if kind == same_letter(chr(code), "C"):
                kind = kind_after(state, FIRST)
                three = turn % 7
        two = two * one
        one = two // three if three else two
        two = 7 * (two - three) - one
        total = (total + one + two + state.number + kind) % 1000003
    return [total, state.row[8], state.grid[8][7], state.tail.number, state.flag]
