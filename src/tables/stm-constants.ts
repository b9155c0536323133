/**
 * What the module `stm` has on a PYBv1.0: where the peripherals are, and where their registers lie within them
 * (RM0090; names as in ST's header for the chip, as far as MicroPython takes them from there).
 */
import { peripherals } from "./stm32f405.js";

/** Bytes between the three ADCs, and from the first to the registers that they share. */
const ADC_STEP = 0x100;
const ADC_COMMON = 0x300;

const apart = new Set<string>(["ADC", "BKPSRAM", "DEVICE_ID", "OTG_FS", "OTG_HS"]);

const bases: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    Object.entries(peripherals)
      .filter(([name]) => !apart.has(name))
      .map(([name, { start }]) => [name, start]),
  ),
  DAC1: peripherals.DAC.start,
  ADC: peripherals.ADC.start + ADC_COMMON,
  ADC123_COMMON: peripherals.ADC.start + ADC_COMMON,
  ADC1: peripherals.ADC.start,
  ADC2: peripherals.ADC.start + ADC_STEP,
  ADC3: peripherals.ADC.start + 2 * ADC_STEP,
  USB_OTG_FS: peripherals.OTG_FS.start,
  USB_OTG_HS: peripherals.OTG_HS.start,
};

/** Registers by their offsets: the first has offset 0, each takes a word, `-` is none; `@` sets the offset. */
const registers: Readonly<Record<string, string>> = {
  ADC: "SR CR1 CR2 SMPR1 SMPR2 JOFR1 JOFR2 JOFR3 JOFR4 HTR LTR SQR1 SQR2 SQR3 JSQR JDR1 JDR2 JDR3 JDR4 DR",
  CRC: "DR IDR CR",
  DAC: "CR SWTRIGR DHR12R1 DHR12L1 DHR8R1 DHR12R2 DHR12L2 DHR8R2 DHR12RD DHR12LD DHR8RD DOR1 DOR2 SR",
  DBGMCU: "IDCODE CR APB1FZ APB2FZ",
  DMA: "LISR HISR LIFCR HIFCR",
  EXTI: "IMR EMR RTSR FTSR SWIER PR",
  FLASH: "ACR KEYR OPTKEYR SR CR OPTCR OPTCR1",
  GPIO: "MODER OTYPER OSPEEDR PUPDR IDR ODR BSRR LCKR AFR0 AFR1 @18 BSRRL @1a BSRRH",
  SYSCFG: "MEMRMP PMC EXTICR0 EXTICR1 EXTICR2 EXTICR3 @20 CMPCR",
  I2C: "CR1 CR2 OAR1 OAR2 DR SR1 SR2 CCR TRISE FLTR",
  IWDG: "KR PR RLR SR",
  PWR: "CR CSR",
  RCC: "CR PLLCFGR CFGR CIR AHB1RSTR AHB2RSTR AHB3RSTR - APB1RSTR APB2RSTR @30 AHB1ENR AHB2ENR AHB3ENR - APB1ENR APB2ENR @50 AHB1LPENR AHB2LPENR AHB3LPENR - APB1LPENR APB2LPENR @70 BDCR CSR @80 SSCGR PLLI2SCFGR",
  RTC: "TR DR CR ISR PRER WUTR CALIBR ALRMAR ALRMBR WPR SSR SHIFTR TSTR TSDR TSSSR CALR TAFCR ALRMASSR ALRMBSSR @50 BKP0R BKP1R BKP2R BKP3R BKP4R BKP5R BKP6R BKP7R BKP8R BKP9R BKP10R BKP11R BKP12R BKP13R BKP14R BKP15R BKP16R BKP17R BKP18R BKP19R",
  SPI: "CR1 CR2 SR DR CRCPR RXCRCR TXCRCR I2SCFGR I2SPR",
  TIM: "CR1 CR2 SMCR DIER SR EGR CCMR1 CCMR2 CCER CNT PSC ARR RCR CCR1 CCR2 CCR3 CCR4 BDTR DCR DMAR OR",
  USART: "SR DR BRR CR1 CR2 CR3 GTPR",
  WWDG: "CR CFR SR",
  RNG: "CR SR DR",
};

function* offsets(prefix: string, row: string): Iterable<[string, number]> {
  let offset = 0;
  for (const word of row.split(" ")) {
    if (word.startsWith("@")) {
      offset = Number.parseInt(word.slice(1), 16);
      continue;
    }
    if (word !== "-") yield [`${prefix}_${word}`, offset];
    offset += 4;
  }
}

/** Names and values. */
export const stmConstants: ReadonlyMap<string, number> = new Map([
  ...Object.entries(bases),
  ...Object.entries(registers).flatMap(([prefix, row]) => [...offsets(prefix, row)]),
]);
