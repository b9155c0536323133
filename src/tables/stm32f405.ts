/**
 * The STM32F405RG: memory, peripherals and interrupts. From the reference manual RM0090 (table 1 for addresses,
 * table 62 for interrupts, chapter 7 for the bits that give a peripheral its clock).
 */

/** A stretch of memory. */
export interface MemoryRegion {
  readonly name: string;
  readonly start: number;
  /** Bytes. */
  readonly size: number;
  readonly writable?: true;
  readonly executable?: true;
}

export const memoryRegions: readonly MemoryRegion[] = [
  { name: "flash", start: 0x08000000, size: 1 << 20, executable: true },
  { name: "CCM", start: 0x10000000, size: 64 << 10, writable: true },
  { name: "SRAM", start: 0x20000000, size: 128 << 10, writable: true, executable: true },
];

export const flashSectors: readonly number[] = [
  ...Array<number>(4).fill(16 << 10),
  64 << 10,
  ...Array<number>(7).fill(128 << 10),
];

export type PeripheralBus = "APB1" | "APB2" | "AHB1" | "AHB2";

/** A peripheral's place. */
export interface PeripheralRow {
  readonly start: number;
  readonly size: number;
  readonly bus: PeripheralBus;
  /** The bit of the bus's RCC_…ENR and RCC_…RSTR; without one it always has its clock. */
  readonly clock?: number;
}

const apb1 = (start: number, clock?: number): PeripheralRow => ({
  start: 0x40000000 + start,
  size: 0x400,
  bus: "APB1",
  ...(clock === undefined ? {} : { clock }),
});
const apb2 = (start: number, clock?: number, size = 0x400): PeripheralRow => ({
  ...apb1(0x10000 + start, clock),
  size,
  bus: "APB2",
});
const ahb1 = (start: number, clock?: number, size = 0x400): PeripheralRow => ({
  ...apb1(0x20000 + start, clock),
  size,
  bus: "AHB1",
});
const ahb2 = (start: number, size: number, clock: number): PeripheralRow => ({
  start: 0x50000000 + start,
  size,
  bus: "AHB2",
  clock,
});

/** All peripherals by the names of the manual. ADC1 to ADC3 with their common registers are one block. */
export const peripherals = {
  TIM2: apb1(0x0000, 0),
  TIM3: apb1(0x0400, 1),
  TIM4: apb1(0x0800, 2),
  TIM5: apb1(0x0c00, 3),
  TIM6: apb1(0x1000, 4),
  TIM7: apb1(0x1400, 5),
  TIM12: apb1(0x1800, 6),
  TIM13: apb1(0x1c00, 7),
  TIM14: apb1(0x2000, 8),
  RTC: apb1(0x2800),
  WWDG: apb1(0x2c00, 11),
  IWDG: apb1(0x3000),
  I2S2EXT: apb1(0x3400, 14),
  SPI2: apb1(0x3800, 14),
  SPI3: apb1(0x3c00, 15),
  I2S3EXT: apb1(0x4000, 15),
  USART2: apb1(0x4400, 17),
  USART3: apb1(0x4800, 18),
  UART4: apb1(0x4c00, 19),
  UART5: apb1(0x5000, 20),
  I2C1: apb1(0x5400, 21),
  I2C2: apb1(0x5800, 22),
  I2C3: apb1(0x5c00, 23),
  CAN1: apb1(0x6400, 25),
  CAN2: apb1(0x6800, 26),
  PWR: apb1(0x7000, 28),
  DAC: apb1(0x7400, 29),
  TIM1: apb2(0x0000, 0),
  TIM8: apb2(0x0400, 1),
  USART1: apb2(0x1000, 4),
  USART6: apb2(0x1400, 5),
  ADC: apb2(0x2000, 8),
  SDIO: apb2(0x2c00, 11),
  SPI1: apb2(0x3000, 12),
  SYSCFG: apb2(0x3800, 14),
  EXTI: apb2(0x3c00),
  TIM9: apb2(0x4000, 16),
  TIM10: apb2(0x4400, 17),
  TIM11: apb2(0x4800, 18),
  GPIOA: ahb1(0x0000, 0),
  GPIOB: ahb1(0x0400, 1),
  GPIOC: ahb1(0x0800, 2),
  GPIOD: ahb1(0x0c00, 3),
  GPIOE: ahb1(0x1000, 4),
  GPIOF: ahb1(0x1400, 5),
  GPIOG: ahb1(0x1800, 6),
  GPIOH: ahb1(0x1c00, 7),
  GPIOI: ahb1(0x2000, 8),
  CRC: ahb1(0x3000, 12),
  RCC: ahb1(0x3800),
  FLASH: ahb1(0x3c00),
  BKPSRAM: ahb1(0x4000, 18, 0x1000),
  DMA1: ahb1(0x6000, 21),
  DMA2: ahb1(0x6400, 22),
  OTG_HS: ahb1(0x20000, 29, 0x20000),
  OTG_FS: ahb2(0, 0x40000, 7),
  RNG: ahb2(0x60800, 0x400, 6),
  DEVICE_ID: { start: 0x1fff7a00, size: 0x40, bus: "AHB1" },
  DBGMCU: { start: 0xe0042000, size: 0x10, bus: "AHB1" },
} as const satisfies Record<string, PeripheralRow>;

export type PeripheralName = keyof typeof peripherals;

/** Positions in the vector table, without the sixteen of the processor. */
export const interrupts = {
  WWDG: 0,
  PVD: 1,
  TAMP_STAMP: 2,
  RTC_WKUP: 3,
  FLASH: 4,
  RCC: 5,
  EXTI0: 6,
  EXTI1: 7,
  EXTI2: 8,
  EXTI3: 9,
  EXTI4: 10,
  DMA1_Stream0: 11,
  DMA1_Stream1: 12,
  DMA1_Stream2: 13,
  DMA1_Stream3: 14,
  DMA1_Stream4: 15,
  DMA1_Stream5: 16,
  DMA1_Stream6: 17,
  ADC: 18,
  CAN1_TX: 19,
  CAN1_RX0: 20,
  CAN1_RX1: 21,
  CAN1_SCE: 22,
  EXTI9_5: 23,
  TIM1_BRK_TIM9: 24,
  TIM1_UP_TIM10: 25,
  TIM1_TRG_COM_TIM11: 26,
  TIM1_CC: 27,
  TIM2: 28,
  TIM3: 29,
  TIM4: 30,
  I2C1_EV: 31,
  I2C1_ER: 32,
  I2C2_EV: 33,
  I2C2_ER: 34,
  SPI1: 35,
  SPI2: 36,
  USART1: 37,
  USART2: 38,
  USART3: 39,
  EXTI15_10: 40,
  RTC_Alarm: 41,
  OTG_FS_WKUP: 42,
  TIM8_BRK_TIM12: 43,
  TIM8_UP_TIM13: 44,
  TIM8_TRG_COM_TIM14: 45,
  TIM8_CC: 46,
  DMA1_Stream7: 47,
  FSMC: 48,
  SDIO: 49,
  TIM5: 50,
  SPI3: 51,
  UART4: 52,
  UART5: 53,
  TIM6_DAC: 54,
  TIM7: 55,
  DMA2_Stream0: 56,
  DMA2_Stream1: 57,
  DMA2_Stream2: 58,
  DMA2_Stream3: 59,
  DMA2_Stream4: 60,
  CAN2_TX: 63,
  CAN2_RX0: 64,
  CAN2_RX1: 65,
  CAN2_SCE: 66,
  OTG_FS: 67,
  DMA2_Stream5: 68,
  DMA2_Stream6: 69,
  DMA2_Stream7: 70,
  USART6: 71,
  I2C3_EV: 72,
  I2C3_ER: 73,
  OTG_HS: 77,
  RNG: 80,
  FPU: 81,
} as const;

export type InterruptName = keyof typeof interrupts;

/** What asks for a transfer, by controller, stream and channel (RM0090, tables 42 and 43). */
export const dmaRequests: readonly (readonly [request: string, place: string])[] = [
  ["SPI3_RX", "1.0.0 1.2.0"],
  ["SPI2_RX", "1.3.0"],
  ["SPI2_TX", "1.4.0"],
  ["SPI3_TX", "1.5.0 1.7.0"],
  ["I2C1_RX", "1.0.1 1.5.1"],
  ["I2C1_TX", "1.6.1 1.7.1"],
  ["I2C2_RX", "1.2.7 1.3.7"],
  ["I2C2_TX", "1.7.7"],
  ["I2C3_RX", "1.2.3"],
  ["I2C3_TX", "1.4.3"],
  ["UART5_RX", "1.0.4"],
  ["UART5_TX", "1.7.4"],
  ["USART3_RX", "1.1.4"],
  ["USART3_TX", "1.3.4 1.4.7"],
  ["UART4_RX", "1.2.4"],
  ["UART4_TX", "1.4.4"],
  ["USART2_RX", "1.5.4"],
  ["USART2_TX", "1.6.4"],
  ["DAC1", "1.5.7"],
  ["DAC2", "1.6.7"],
  ["TIM6_UP", "1.1.7"],
  ["TIM7_UP", "1.2.1 1.4.1"],
  ["TIM2_UP", "1.1.3 1.7.3"],
  ["TIM3_UP", "1.2.5"],
  ["TIM4_UP", "1.6.2"],
  ["TIM5_UP", "1.0.6 1.6.6"],
  ["TIM1_UP", "2.5.6"],
  ["TIM8_UP", "2.1.7"],
  ["ADC1", "2.0.0 2.4.0"],
  ["ADC2", "2.2.1 2.3.1"],
  ["ADC3", "2.0.2 2.1.2"],
  ["SPI1_RX", "2.0.3 2.2.3"],
  ["SPI1_TX", "2.3.3 2.5.3"],
  ["USART1_RX", "2.2.4 2.5.4"],
  ["USART1_TX", "2.7.4"],
  ["USART6_RX", "2.1.5 2.2.5"],
  ["USART6_TX", "2.6.5 2.7.5"],
  ["SDIO", "2.3.4 2.6.4"],
];

/** Hertz of the clocks. The crystal is the pyboard's. */
export const oscillators = { HSI: 16e6, HSE: 8e6, LSI: 32e3, LSE: 32768 } as const;

/** Seconds until an oscillator is ready: the datasheet's typical values. */
export const startTimes = {
  HSI: 2.2e-6,
  HSE: 2e-3,
  PLL: 200e-6,
  PLLI2S: 200e-6,
  LSI: 15e-6,
  LSE: 0.5,
} as const;
