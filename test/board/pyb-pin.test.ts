import { describe, expect, it } from "vitest";
import { runBoard } from "./run-board.js";

const outputOf = (source: string): string => runBoard(source).output;

describe("Pin", () => {
  it("knows its alternate functions", () => {
    const source = `from pyb import Pin
import stm
p = Pin("X3"); print(p.af_list())
f = p.af_list()[3]; print(f, f.index(), f.name(), f.reg() & 0x3fffffff == stm.USART2 & 0x3fffffff)
print(Pin("X3", Pin.AF_PP, af=Pin.AF1_TIM2), Pin("X3", Pin.ALT, alt=14), Pin.AF7_USART2)
print(Pin("LED_RED").af_list(), hasattr(Pin, "AF8_UART5"))`;
    expect(outputOf(source)).toBe(
      "[Pin.AF1_TIM2, Pin.AF2_TIM5, Pin.AF3_TIM9, Pin.AF7_USART2]\nPin.AF7_USART2 7 AF7_USART2 True\n" +
        "Pin(Pin.cpu.A2, mode=Pin.ALT, alt=14) Pin(Pin.cpu.A2, mode=Pin.ALT, alt=14) 7\n[] False\n",
    );
  });

  it("is found by mapper and dict", () => {
    const source = `from pyb import Pin
print(Pin.mapper(), Pin.dict(), Pin.debug())
Pin.dict({"led": Pin("LED_BLUE"), 5: Pin("X5")}); print(Pin("led"), Pin(5).name())
Pin.mapper(lambda x: Pin.cpu.A0 if x == 7 else None); print(Pin(7).name(), Pin("X2").name())
for f in lambda: Pin(8), lambda: Pin("zz"):
  try: f()
  except Exception as e: print(type(e).__name__, e)
Pin.mapper(lambda x: 3)
try: Pin("X1")
except ValueError as e: print(e)
Pin.mapper(None); Pin.dict(None); print(Pin("X1").names())`;
    expect(outputOf(source)).toBe(
      "None None False\nPin(Pin.cpu.B4, mode=Pin.OUT) A4\nA0 A1\n" +
        "TypeError can't convert 'int' object to str implicitly\nValueError Pin(zz) doesn't exist\n" +
        "Pin.mapper didn't return a Pin object\n['A0', 'X1']\n",
    );
  });

  it("tells how pins are found", () => {
    const source = `from pyb import Pin
Pin.dict({"led": Pin("LED_BLUE")})
Pin.debug(True); Pin("X1"); Pin("led"); Pin("A3"); Pin(Pin.cpu.A1)`;
    expect(outputOf(source)).toBe(
      "Pin.board maps 'X1' to Pin(Pin.cpu.A0, mode=Pin.IN)\n" +
        "Pin.map_dict maps 'led' to Pin(Pin.cpu.B4, mode=Pin.OUT)\n" +
        "Pin.cpu maps 'A3' to Pin(Pin.cpu.A3, mode=Pin.IN)\n" +
        "Pin map passed pin Pin(Pin.cpu.A1, mode=Pin.IN)\n",
    );
  });
});

describe("ExtInt", () => {
  it("shows its registers", () => {
    const source = `from pyb import ExtInt, Pin
e = ExtInt("X1", ExtInt.IRQ_RISING_FALLING, Pin.PULL_NONE, lambda line: None)
f = ExtInt("X2", ExtInt.EVT_FALLING, Pin.PULL_NONE, lambda line: None)
ExtInt.regs()`;
    expect(outputOf(source)).toBe(
      "EXTI_IMR   00000001\nEXTI_EMR   00000002\nEXTI_RTSR  00000001\nEXTI_FTSR  00000003\n" +
        "EXTI_SWIER 00000000\nEXTI_PR    00000000\n",
    );
  });
});
