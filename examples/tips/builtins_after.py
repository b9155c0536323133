"""The runtime's own methods are compiled code."""


def count(lines):
    found = 0
    for i in range(100):
        for line in lines:
            if line.startswith("GPIO_"):
                found += 1
    return found


print(count(["GPIO_MODER", "GPIO_ODR", "RCC_CR", "GPIO", "USART_SR"]))
