import { describe, expect, it } from "vitest";
import { runBoard } from "./run-board.js";

/** For each peripheral: a register of it that keeps what is written, two values, and what has to be done before. */
const kept: readonly (readonly [
  peripheral: string,
  address: string,
  a: number,
  b: number,
  before?: string,
])[] = [
  ..."ABCDEFGHI"
    .split("")
    .map((port) => [`GPIO${port}`, `stm.GPIO${port} + stm.GPIO_OTYPER`, 0x0005, 0x00a0] as const),
  ["RCC", "stm.RCC + stm.RCC_AHB1LPENR", 0x61, 0x7f],
  ["SysTick", "0xE000E014", 167999, 168000],
  ["the NVIC", "0xE000E400", 0x10203040, 0x50607080],
  ["EXTI", "stm.EXTI + stm.EXTI_RTSR", 0x3, 0x300],
  ["SYSCFG", "stm.SYSCFG + stm.SYSCFG_EXTICR0", 0x1, 0x10],
  ...[2, 3, 4, 5, 6, 7, 12, 13, 14, 1, 8, 9, 10, 11].map(
    (n) => [`TIM${n}`, `stm.TIM${n} + stm.TIM_ARR`, 999, 65000] as const,
  ),
  ...["USART1", "USART2", "USART3", "UART4", "UART5", "USART6"].map(
    (name) => [name, `stm.${name} + stm.USART_BRR`, 0x16d, 0x2d9] as const,
  ),
  ...[1, 2].map((n) => [`SPI${n}`, `stm.SPI${n} + stm.SPI_CR2`, 0x4, 0x3] as const),
  ...[1, 2].map((n) => [`I2C${n}`, `stm.I2C${n} + stm.I2C_OAR1`, 0x4024, 0x4042] as const),
  ["the ADC", "stm.ADC1 + stm.ADC_SQR3", 16, 17],
  ["the DAC", "stm.DAC + stm.DAC_DHR12R1", 0x123, 0xfed],
  ["the RNG", "stm.RNG + stm.RNG_CR", 0, 8],
  ["the RTC", "stm.RTC + stm.RTC_BKP1R", 0x12345678, 0x1abcdef0, "stm.mem32[stm.PWR] |= 0x100"],
  ["bxCAN", "stm.CAN1 + 0x1c", 0x001c0000, 0x40230001, "stm.mem32[stm.CAN1] = 1"],
  ["IWDG", "stm.IWDG + stm.IWDG_PR", 3, 5, "stm.mem32[stm.IWDG] = 0x5555"],
  ["the flash controller", "stm.FLASH + stm.FLASH_ACR", 0x705, 0x703],
  ["DMA", "stm.DMA1 + 0x18", 0x40007408, 0x4000440c],
  ["CRC", "stm.CRC + stm.CRC_IDR", 0x12, 0x7f],
];

const access = `import stm, micropython, pyb
@micropython.asm_thumb
def load(r0):
  ldr(r0, [r0, 0])
@micropython.asm_thumb
def store(r0, r1):
  str(r1, [r0, 0])
@micropython.viper
def look(address: int) -> int:
  return int(ptr32(address)[0])
@micropython.viper
def put(address: int, value: int):
  ptr32(address)[0] = value
for register in (stm.RCC_AHB1ENR, stm.RCC_AHB2ENR, stm.RCC_APB1ENR, stm.RCC_APB2ENR):
  stm.mem32[stm.RCC + register] = 0x3fffffff
`;

describe("a register of", () => {
  it.each(kept)(
    "%s is the same for stm.mem32, machine code and viper",
    (_, address, a, b, before) => {
      const source = `${access}${before ?? ""}
at = ${address}
stm.mem32[at] = ${a}
print(stm.mem32[at], load(at), look(at))
store(at, ${b})
print(stm.mem32[at], load(at), look(at))
put(at, ${a})
print(stm.mem32[at], load(at), look(at))`;
      const { output } = runBoard(source, undefined, false);
      expect(output).toBe(`${a} ${a} ${a}\n${b} ${b} ${b}\n${a} ${a} ${a}\n`);
    },
  );

  it("the cycle counter goes on for all of them", () => {
    const source = `${access}stm.mem32[0xE000EDFC] |= 1 << 24
store(0xE0001000, 1)
counts = [stm.mem32[0xE0001004], load(0xE0001004), look(0xE0001004)]
print(counts == sorted(counts), 0 < counts[2] - counts[0] < 20000)`;
    expect(runBoard(source, undefined, false).output).toBe("True True\n");
  });
});

describe("machine code", () => {
  /** What a program prints that uses a peripheral by its registers and by its class. */
  const run = (source: string): string => runBoard(access + source, undefined, false).output;

  it("sees the pin that the class sets, and sets the one that it reads", () => {
    const source = `pin = pyb.Pin("X1", pyb.Pin.OUT_PP)
pin.high(); print(load(stm.GPIOA + stm.GPIO_ODR) & 1)
store(stm.GPIOA + stm.GPIO_BSRR, 1 << 16); print(pin.value())`;
    expect(run(source)).toBe("1\n0\n");
  });

  it("stops the timer that the class has started", () => {
    const source = `t = pyb.Timer(4, prescaler=83, period=0xffff)
a = t.counter(); pyb.delay(1); b = t.counter()
store(stm.TIM4 + stm.TIM_CR1, 0)
c = t.counter(); pyb.delay(1)
print(b > a, t.counter() == c == load(stm.TIM4 + stm.TIM_CNT))`;
    expect(run(source)).toBe("True True\n");
  });

  it("sends by the port that the class has set up", () => {
    const source = `u = pyb.UART(4, 115200)
store(stm.UART4 + stm.USART_DR, 0x41)
while not load(stm.UART4 + stm.USART_SR) & 0x40: pass
pyb.delay(1)`;
    const { pyboard } = runBoard(access + source, undefined, false);
    expect(pyboard.board.uartOutput("4").read()).toEqual(Uint8Array.of(0x41));
  });

  it("converts with the converter that the class has set up", () => {
    const source = `adc = pyb.ADC("X19")
adc.read()
store(stm.ADC1 + stm.ADC_CR2, 0x40000001)
while not load(stm.ADC1 + stm.ADC_SR) & 2: pass
print(abs(load(stm.ADC1 + stm.ADC_DR) - adc.read()) <= 2)`;
    const prepare = (pyboard: { board: { setVoltage(pin: string, volts: number): void } }): void =>
      pyboard.board.setVoltage("X19", 1.65);
    expect(runBoard(access + source, prepare, false).output).toBe("True\n");
  });

  it("sets the voltage of the class's converter", () => {
    const source = `dac = pyb.DAC(1); dac.write(10)
store(stm.DAC + stm.DAC_DHR8R1, 128)
pyb.delay(1)`;
    const { pyboard } = runBoard(access + source, undefined, false);
    expect(pyboard.board.readVoltage("X5")).toBeCloseTo(1.65, 1);
  });

  it("draws a random number", () => {
    const source = `store(stm.RNG + stm.RNG_CR, 4)
while not load(stm.RNG + stm.RNG_SR) & 1: pass
a = load(stm.RNG + stm.RNG_DR)
while not load(stm.RNG + stm.RNG_SR) & 1: pass
print(a != load(stm.RNG + stm.RNG_DR))`;
    expect(run(source)).toBe("True\n");
  });

  it("reads the date that the class has set", () => {
    const source = `rtc = pyb.RTC(); rtc.datetime((2026, 12, 31, 4, 23, 59, 58, 0))
print(hex(load(stm.RTC + stm.RTC_TR)), hex(load(stm.RTC + stm.RTC_DR)))`;
    expect(run(source)).toBe("0x235958 0x269231\n");
  });

  it("feeds the watchdog that the class has started", () => {
    const source = `import machine
machine.WDT(0, 50)
for i in range(10):
  pyb.delay(20)
  store(stm.IWDG, 0xaaaa)
print("fed")`;
    expect(run(source)).toBe("fed\n");
  });

  it("takes the byte that SPI and I2C have received", () => {
    const source = `spi = pyb.SPI(1, pyb.SPI.CONTROLLER)
spi.send(0)
store(stm.SPI1 + stm.SPI_DR, 0x55)
while not load(stm.SPI1 + stm.SPI_SR) & 1: pass
print(load(stm.SPI1 + stm.SPI_DR))
i2c = pyb.I2C(1, pyb.I2C.CONTROLLER)
pyb.Accel()
store(stm.I2C1 + stm.I2C_CR1, 0x101)
while not load(stm.I2C1 + stm.I2C_SR1) & 1: pass
store(stm.I2C1 + stm.I2C_DR, 0x4c << 1)
while not load(stm.I2C1 + stm.I2C_SR1) & 2: pass
print(load(stm.I2C1 + stm.I2C_SR2) & 1)
store(stm.I2C1 + stm.I2C_CR1, 0x201)`;
    expect(run(source)).toBe("255\n1\n");
  });

  it("finds the frame that the class has sent in a loop", () => {
    const source = `can = pyb.CAN(1, pyb.CAN.LOOPBACK)
can.setfilter(0, pyb.CAN.MASK16, 0, (0, 0, 0, 0))
can.send(b"abcd", 0x123); pyb.delay(5)
print(load(stm.CAN1 + 0x0c) & 3, hex(load(stm.CAN1 + 0x1b0) >> 21), hex(load(stm.CAN1 + 0x1b8)))`;
    expect(run(source)).toBe("1 0x123 0x64636261\n");
  });
});
