import type { InterruptName } from "./stm32f405.js";

/** What a timer has: RM0090, chapters 17 to 20. */
export interface TimerRow {
  readonly bits: 16 | 32;
  readonly channels: 0 | 1 | 2 | 4;
  /** Counts down and centre-aligned as well, and counts encoders. */
  readonly directions?: true;
  /** Has complementary outputs, repetition and break. */
  readonly advanced?: true;
  /** Has a slave controller; the timers whose trigger outputs are ITR0 to ITR3. */
  readonly triggers?: readonly (string | undefined)[];
  readonly interrupt: InterruptName;
  /** For the advanced ones, of compare and of trigger. */
  readonly compareInterrupt?: InterruptName;
  readonly triggerInterrupt?: InterruptName;
  readonly bus: 1 | 2;
}

const general = { channels: 4, directions: true, bus: 1 } as const;

export const timers: Readonly<Record<string, TimerRow>> = {
  TIM1: {
    bits: 16,
    channels: 4,
    directions: true,
    advanced: true,
    triggers: ["TIM5", "TIM2", "TIM3", "TIM4"],
    interrupt: "TIM1_UP_TIM10",
    compareInterrupt: "TIM1_CC",
    triggerInterrupt: "TIM1_TRG_COM_TIM11",
    bus: 2,
  },
  TIM2: { bits: 32, ...general, triggers: ["TIM1", "TIM8", "TIM3", "TIM4"], interrupt: "TIM2" },
  TIM3: { bits: 16, ...general, triggers: ["TIM1", "TIM2", "TIM5", "TIM4"], interrupt: "TIM3" },
  TIM4: { bits: 16, ...general, triggers: ["TIM1", "TIM2", "TIM3", "TIM8"], interrupt: "TIM4" },
  TIM5: { bits: 32, ...general, triggers: ["TIM2", "TIM3", "TIM4", "TIM8"], interrupt: "TIM5" },
  TIM6: { bits: 16, channels: 0, interrupt: "TIM6_DAC", bus: 1 },
  TIM7: { bits: 16, channels: 0, interrupt: "TIM7", bus: 1 },
  TIM8: {
    bits: 16,
    channels: 4,
    directions: true,
    advanced: true,
    triggers: ["TIM1", "TIM2", "TIM4", "TIM5"],
    interrupt: "TIM8_UP_TIM13",
    compareInterrupt: "TIM8_CC",
    triggerInterrupt: "TIM8_TRG_COM_TIM14",
    bus: 2,
  },
  TIM9: {
    bits: 16,
    channels: 2,
    triggers: ["TIM2", "TIM3", "TIM10", "TIM11"],
    interrupt: "TIM1_BRK_TIM9",
    bus: 2,
  },
  TIM10: { bits: 16, channels: 1, interrupt: "TIM1_UP_TIM10", bus: 2 },
  TIM11: { bits: 16, channels: 1, interrupt: "TIM1_TRG_COM_TIM11", bus: 2 },
  TIM12: {
    bits: 16,
    channels: 2,
    triggers: ["TIM4", "TIM5", "TIM13", "TIM14"],
    interrupt: "TIM8_BRK_TIM12",
    bus: 1,
  },
  TIM13: { bits: 16, channels: 1, interrupt: "TIM8_UP_TIM13", bus: 1 },
  TIM14: { bits: 16, channels: 1, interrupt: "TIM8_TRG_COM_TIM14", bus: 1 },
};
