# Tables, templates and replacements built from many small strings.
# Exercises formatting, join, concatenation, slicing, find and replace.

N = 50
EXPECTED = [600050, 4383, "\\n0199__39601_3__|_0xc7", 25, 201]

TEMPLATE = "Dear {name}, your order no. {number} of {count} pieces is ready."


def fill(template, values):
    for key in values:
        template = template.replace("{" + key + "}", values[key])
    return template


def table(rows):
    out = []
    for row in range(rows):
        cells = ["%04d" % row, "{:>6}".format(row * row), f"{row % 7:<3}|", hex(row)]
        out.append(" ".join(cells))
    return "\n".join(out)


def escape(text):
    out = ""
    for letter in text:
        if letter == "\n":
            out += "\\n"
        elif letter == " ":
            out += "_"
        else:
            out += letter
        if len(out) > 60:
            out = out[-20:]
    return out


def count_of(text, what):
    count = 0
    at = text.find(what)
    while at >= 0:
        count += 1
        at = text.find(what, at + 1)
    return count


def round_of(n):
    letters = 0
    for i in range(n):
        values = {"name": "Customer " + str(i), "number": str(1000 + i), "count": str(i % 9)}
        letter = fill(TEMPLATE, values)
        letters += len(letter)
        if letter.upper().startswith("DEAR CUSTOMER 1"):
            letters += 1
    text = table(n)
    return [letters, len(text), escape(text), count_of(text, "12"), len(text.split("0x"))]


def run(n):
    letters = 0
    for _ in range(n):
        out = round_of(200)
        letters += out[0]
    return [letters] + out[1:]
