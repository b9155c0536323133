# Exceptions: classes of one's own, else and finally, raising again.


class OutOfPaper(Exception):
    def __init__(self, pages):
        super().__init__("%d pages left to print" % pages)
        self.pages = pages


class Printer:
    def __init__(self, paper):
        self.paper = paper

    def print(self, pages):
        if pages < 0:
            raise ValueError(pages)
        self.paper -= pages
        if self.paper < 0:
            raise OutOfPaper(-self.paper)


def attempt(printer, pages):
    try:
        printer.print(pages)
    except OutOfPaper as problem:
        printer.paper = 0
        return "%s (%d)" % (problem, problem.pages)
    except (TypeError, ValueError) as problem:
        return type(problem).__name__ + " " + repr(problem.args)
    else:
        return "printed"
    finally:
        print("asked for", pages)


printer = Printer(10)
for pages in (6, 7, -2, 1):
    print(" ", attempt(printer, pages))

try:
    try:
        [].pop()
    except IndexError as error:
        raise RuntimeError("cannot take: " + str(error))
except RuntimeError as error:
    print(error)
