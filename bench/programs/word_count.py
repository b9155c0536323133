# Counts and ranks the words of a generated text.
# Exercises str.split, strip, lower, dict updates and sorting with a key.

N = 240
EXPECTED = [115200, 75, "bits", 1947, 455, 37]

STEMS = "ada bit core disk edge fork gate heap item jump kern loop mark node page"
ENDS = ("", "s", "ed", "ing", "er")


def make_text(lines, seed):
    stems = STEMS.split()
    out = []
    for _ in range(lines):
        words = []
        for position in range(12):
            seed = (seed * 1021 + 4099) % 65521
            word = stems[seed % 15] + ENDS[(seed >> 4) % 5]
            if position == 0:
                word = word[0].upper() + word[1:]
            if seed % 5 == 0:
                word += ","
            words.append(word)
        out.append(" ".join(words) + ".\n")
    return "".join(out)


def count_words(text):
    counts = {}
    for line in text.split("\n"):
        for word in line.split():
            word = word.strip(".,;!?").lower()
            counts[word] = counts.get(word, 0) + 1
    return counts


def count_letters(text):
    letters = {}
    for letter in text:
        if letter in letters:
            letters[letter] += 1
        else:
            letters[letter] = 1
    return letters


def run(n):
    counts = {}
    words = 0
    for turn in range(n):
        text = make_text(40, turn)
        for word, count in count_words(text).items():
            counts[word] = counts.get(word, 0) + count
            words += count
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    letters = count_letters(text)
    return [words, len(counts), ranked[0][0], ranked[0][1], letters["e"], len(letters)]
