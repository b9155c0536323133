"""Do not write your own `startswith`: this one takes bytecode for every character."""


def starts_with(text, prefix):
    if len(prefix) > len(text):
        return False
    for i in range(len(prefix)):
        if text[i] != prefix[i]:
            return False
    return True


def count(lines):
    found = 0
    for i in range(100):
        for line in lines:
            if starts_with(line, "GPIO_"):
                found += 1
    return found


print(count(["GPIO_MODER", "GPIO_ODR", "RCC_CR", "GPIO", "USART_SR"]))
